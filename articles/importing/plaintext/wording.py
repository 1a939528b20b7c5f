"""The words by which a text names its parts: notes, bylines, and what a web page leaves around it.

en de fr es pt it nl ar he, with a little more where it costs nothing. All are compared by key().
"""

import re

EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def key(text: str) -> str:
    """What is compared: lower case, no marks, digits and signs around it, single spaces."""
    return " ".join(EDGES.sub("", text.casefold()).split())


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split("|"))


def _keys(words: str) -> frozenset[str]:
    return frozenset(map(key, _words(words)))


NOTES_HEADINGS = _keys(
    "notes|note|footnotes|footnote|endnotes|end notes|references|reference|sources|source"
    "|citations|notes and references|references and notes|notes and sources|anmerkungen"
    "|anmerkung|fußnoten|fußnote|fussnoten|endnoten|quellen|quelle|quellenangaben|nachweise"
    "|belege|verweise|einzelnachweise|anmerkungen und quellen|quellen und anmerkungen"
    "|notes de bas de page|notes et références|références|notes et sources|renvois|notas|nota"
    "|notas al pie|notas a pie de página|referencias|fuentes|notas y referencias"
    "|notas de rodapé|referências|fontes|note a piè di pagina|riferimenti|fonti|noten|voetnoten"
    "|bronnen|примечания|сноски|источники|notlar|dipnotlar|kaynaklar|σημειώσεις|παραπομπές"
    "|هوامش|الهوامش|هامش|حواشي|الحواشي|حواشٍ|مراجع|المراجع|مصادر|المصادر|ملاحظات"
    "|الهوامش والمراجع|المصادر والمراجع|المراجع والمصادر|هوامش ومراجع|إحالات|الإحالات|הערות"
    "|הערות שוליים|הערות סיום|מקורות|מראי מקום|הפניות|הערות ומקורות|ביבליוגרפיה|پانویس|پانوشت"
    "|منابع|یادداشت‌ها"
)

# Whole lines. Single words are here too: they count only at the edges of a text.
LEFTOVERS = _keys(
    "leave a comment|leave a reply|post comment|post a comment|add a comment|add comment"
    "|comment|comments|no comments|no comments yet|comments are closed|comments are off"
    "|cancel reply|reply|write a comment|your comment|name|email|e-mail|website|your name"
    "|your email|name (required)|email (required)|submit|subscribe|subscribe to our newsletter"
    "|newsletter|sign up|log in|login|sign in|register|scroll to top|back to top|go to top"
    "|to the top|top|skip to content|skip to main content|menu|main menu|toggle navigation"
    "|search|search for|home|about|about us|contact|contact us|donate|archive|archives|share"
    "|share this|share this article|share this post|share on facebook|share on twitter"
    "|share on whatsapp|share on telegram|share via email|tweet|facebook|twitter|whatsapp"
    "|telegram|instagram|linkedin|reddit|pinterest|tumblr|youtube|mastodon|print"
    "|print this page|print this article|print friendly|pdf|download pdf|email this|like this"
    "|like|like loading|loading|previous|next|previous post|next post|previous article"
    "|next article|previous page|next page|older posts|newer posts|related|related posts"
    "|related articles|you may also like|you might also like|read more|continue reading"
    "|read next|more from this author|accept|accept all|accept cookies|decline|reject all"
    "|got it|cookie settings|cookie policy|privacy policy|terms of use|imprint|legal notice"
    "|all rights reserved|advertisement|copy link|link copied|follow us|follow us on|rss"
    "|sitemap|english|deutsch|español|français|العربية|עברית"
    # de
    "|kommentar hinterlassen|hinterlasse einen kommentar|schreibe einen kommentar"
    "|kommentar schreiben|kommentieren|kommentar abschicken|kommentar absenden|kommentar"
    "|kommentare|keine kommentare|kommentare sind geschlossen|antwort abbrechen|antworten"
    "|nach oben|nach oben scrollen|zum seitenanfang|seitenanfang|zum inhalt springen|zum inhalt"
    "|direkt zum inhalt|menü|hauptmenü|suche|suchen|suche nach|startseite|über uns|kontakt"
    "|spenden|archiv|teilen|beitrag teilen|artikel teilen|auf facebook teilen"
    "|auf twitter teilen|drucken|seite drucken|diese seite drucken|artikel drucken"
    "|vorheriger beitrag|nächster beitrag|vorheriger artikel|nächster artikel|ähnliche beiträge"
    "|ähnliche artikel|verwandte beiträge|verwandte artikel|das könnte dir auch gefallen"
    "|das könnte sie auch interessieren|mehr zum thema|weiterlesen|mehr lesen|weiter|zurück"
    "|akzeptieren|alle akzeptieren|ablehnen|cookie-einstellungen|datenschutz"
    "|datenschutzerklärung|impressum|alle rechte vorbehalten|anmelden|abonnieren"
    "|newsletter abonnieren|webseite|e-mail-adresse"
    # fr
    "|laisser un commentaire|laissez un commentaire|ajouter un commentaire|commentaire"
    "|commentaires|aucun commentaire|les commentaires sont fermés|commentaires fermés"
    "|annuler la réponse|répondre|publier le commentaire|retour en haut|haut de page"
    "|aller au contenu|aller au contenu principal|recherche|rechercher|accueil|à propos"
    "|qui sommes-nous|nous contacter|faire un don|partager|partager cet article"
    "|partager sur facebook|partager sur twitter|imprimer|imprimer cet article"
    "|article précédent|article suivant|articles similaires|articles liés|à lire aussi"
    "|lire aussi|lire la suite|précédent|suivant|accepter|tout accepter|refuser|tout refuser"
    "|mentions légales|politique de confidentialité|tous droits réservés|s’abonner|s'abonner"
    "|se connecter|nom|site web"
    # es, pt, it, nl
    "|deja un comentario|deja una respuesta|dejar un comentario|dejar una respuesta"
    "|añadir comentario|comentario|comentarios|sin comentarios|no hay comentarios"
    "|comentarios cerrados|los comentarios están cerrados|publicar comentario"
    "|publicar el comentario|cancelar la respuesta|cancelar respuesta|responder|volver arriba"
    "|ir arriba|scroll hacia arriba|subir|saltar al contenido|ir al contenido|menú|buscar"
    "|inicio|quiénes somos|contacto|donar|compartir|comparte|compartir en facebook"
    "|compartir en twitter|compartir este artículo|imprimir|entrada anterior|entrada siguiente"
    "|siguiente entrada|artículo anterior|artículo siguiente|anterior|siguiente"
    "|artículos relacionados|entradas relacionadas|te puede interesar"
    "|también te puede interesar|leer más|seguir leyendo|aceptar|aceptar todo|rechazar"
    "|política de privacidad|aviso legal|todos los derechos reservados|suscribirse|suscríbete"
    "|iniciar sesión|nombre|correo electrónico|deixe um comentário|comentários|voltar ao topo"
    "|partilhar|compartilhar|artigo anterior|próximo artigo|lascia un commento|commenti"
    "|torna su|condividi|stampa|articolo precedente|articolo successivo|articoli correlati"
    "|laat een reactie achter|geef een reactie|reacties|naar boven|delen|afdrukken"
    "|vorig bericht|volgend bericht"
    # ar
    "|اترك تعليقا|اترك تعليقاً|أترك تعليقا|اترك رداً|اترك ردا|اترك رد|أضف تعليقا|أضف تعليقاً"
    "|إضافة تعليق|أضف تعليق|تعليق|تعليقات|التعليقات|لا توجد تعليقات|لا تعليقات|التعليقات مغلقة"
    "|إلغاء الرد|رد|إرسال التعليق|نشر التعليق|العودة إلى الأعلى|العودة للأعلى"
    "|الانتقال إلى الأعلى|إلى الأعلى|أعلى الصفحة|التمرير إلى الأعلى|تخطى إلى المحتوى"
    "|انتقل إلى المحتوى|التجاوز إلى المحتوى|القائمة|القائمة الرئيسية|بحث|البحث|الرئيسية"
    "|الصفحة الرئيسية|من نحن|اتصل بنا|تبرع|شارك|مشاركة|شارك المقال|شارك هذا المقال|شاركها"
    "|المشاركة على فيسبوك|فيسبوك|تويتر|واتساب|تلغرام|غرد|طباعة|اطبع|المقال السابق|المقال التالي"
    "|المقالة السابقة|المقالة التالية|السابق|التالي|مقالات ذات صلة|مواضيع ذات صلة|اقرأ أيضا"
    "|اقرأ أيضاً|قد يعجبك أيضا|قد يعجبك أيضاً|اقرأ المزيد|المزيد|موافق|قبول|رفض|سياسة الخصوصية"
    "|جميع الحقوق محفوظة|اشترك|الاسم|البريد الإلكتروني|الموقع الإلكتروني|تسجيل الدخول"
    # he
    "|השארת תגובה|השאר תגובה|השאירו תגובה|כתיבת תגובה|כתוב תגובה|הוספת תגובה|הוסף תגובה|תגובה"
    "|תגובות|אין תגובות|התגובות סגורות|ביטול תגובה|לבטל|להגיב|הגב|שליחת תגובה|חזרה למעלה"
    "|חזרה לראש העמוד|גלילה לראש העמוד|גלילה למעלה|למעלה|דילוג לתוכן|דלג לתוכן|תפריט|תפריט ראשי"
    "|חיפוש|חפש|דף הבית|אודות|צור קשר|צרו קשר|תרומה|תרמו|שיתוף|שתף|שתפו|שתפו בפייסבוק"
    "|שתף בפייסבוק|שתפו בטוויטר|פייסבוק|טוויטר|ווטסאפ|ציוץ|הדפסה|הדפס|הפוסט הקודם|הפוסט הבא"
    "|המאמר הקודם|המאמר הבא|הקודם|הבא|פוסטים קשורים|מאמרים קשורים|כתבות נוספות|אולי יעניין אותך"
    "|קרא עוד|קראו עוד|אישור|מסכים|מדיניות פרטיות|כל הזכויות שמורות|הרשמה|התחברות|שם|אימייל"
    "|דואר אלקטרוני|אתר"
)

# How a line of the page begins, whatever follows.
LEFTOVER_BEGINNINGS = _words(
    "previous post:|next post:|previous article:|next article:|previous:|next:|posted in"
    "|filed under|share this:|like this:|share on |click to share|click to print|related:"
    "|read also:|see also:|this website uses cookies|this site uses cookies|we use cookies"
    "|by continuing to use this|this site uses akismet|your email address will not be published"
    "|required fields are marked|save my name, email|notify me of|you must be logged in"
    "|proudly powered by|powered by wordpress|copyright ©|© 1|© 2|follow us on |subscribe to "
    "|vorheriger beitrag:|nächster beitrag:|diese website verwendet cookies"
    "|diese website benutzt cookies|diese seite verwendet cookies|wir verwenden cookies"
    "|wir nutzen cookies|veröffentlicht in|deine e-mail-adresse wird nicht"
    "|erforderliche felder sind|meinen namen, meine e-mail|siehe auch:|article précédent :"
    "|article suivant :|article précédent:|article suivant:|ce site utilise des cookies"
    "|nous utilisons des cookies|votre adresse e-mail ne sera|les champs obligatoires"
    "|enregistrer mon nom|publié dans|lire aussi :|lire aussi:|à lire aussi :|entrada anterior:"
    "|entrada siguiente:|siguiente entrada:|este sitio web utiliza cookies"
    "|este sitio utiliza cookies|esta web utiliza cookies|usamos cookies|utilizamos cookies"
    "|tu dirección de correo electrónico no|los campos obligatorios|guarda mi nombre"
    "|publicado en:|este site usa cookies|este site utiliza cookies|questo sito utilizza"
    "|deze website gebruikt cookies|المقال السابق:|المقال التالي:|يستخدم هذا الموقع ملفات"
    "|نستخدم ملفات تعريف|هذا الموقع يستخدم|لن يتم نشر عنوان بريدك|الحقول الإلزامية|احفظ اسمي"
    "|הפוסט הקודם:|הפוסט הבא:|אתר זה משתמש בעוגיות|אתר זה עושה שימוש|האתר משתמש בעוגיות"
    "|אנו משתמשים בעוגיות|האימייל לא יוצג|כתובת הדוא״ל שלך לא|שדות החובה|שמור בדפדפן"
)
LEFTOVER_COUNTS = re.compile(
    r"\W*\d+\s+(?:comments?|thoughts? on .+|responses?|replies|shares?|likes?|views?|kommentare?|"
    r"commentaires?|comentarios?|comentários|commenti|reacties|تعليقات|تعليقا|تعليق|תגובות)\W*",
    re.IGNORECASE,
)

# After one of these lines, titles of other articles follow.
RELATED = _keys(
    "related posts|related articles|related|you may also like|you might also like|read next"
    "|more from this author|recent posts|latest posts|latest articles|popular posts"
    "|ähnliche beiträge|ähnliche artikel|verwandte beiträge|verwandte artikel|neueste beiträge"
    "|das könnte dir auch gefallen|das könnte sie auch interessieren|mehr zum thema"
    "|articles similaires|articles liés|à lire aussi|lire aussi|articles récents"
    "|artículos relacionados|entradas relacionadas|te puede interesar"
    "|también te puede interesar|entradas recientes|articoli correlati|مقالات ذات صلة"
    "|مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضاً|قد يعجبك أيضا|قد يعجبك أيضاً|أحدث المقالات"
    "|פוסטים קשורים|מאמרים קשורים|כתבות נוספות|אולי יעניין אותך|פוסטים אחרונים"
)

TAGS = re.compile(
    r"(?:tags?|tagged|keywords|schlagw[oö]rte?r?|stichw[oö]rte?r?|mots[- ]cl[eé]s|"
    r"étiquettes|etiquetas|palabras clave|parole chiave|trefwoorden|وسوم|الوسوم|كلمات مفتاحية|"
    r"תגיות|תגים|מילות מפתח)\s*[::]\s*(?P<tags>.+)",
    re.IGNORECASE,
)

# How a byline begins -> the part that its people had in the text.
ROLES = {
    "author": (
        "by|written by|author|authors|words by|text|von|verfasst von|geschrieben von|autor"
        "|autoren|autorin|autorinnen|par|écrit par|auteur|auteurs|autrice|por|escrito por"
        "|autora|autores|di|scritto da|door|от|автор|yazan|του|της|بقلم|كتبه|كتبها|كتب|كتبت"
        "|الكاتب|الكاتبة|تأليف|מאת|נכתב על ידי|כתב|כתבה|מחבר"
    ),
    "translator": (
        "translated by|translation by|translation|translator|übersetzt von|übersetzung von"
        "|übersetzung|aus dem [a-zäöü]+ übersetzt von|traduit par|traduction de|traduction par"
        "|traduction|traducido por|traducción de|traducción|traduzido por|tradução de|tradução"
        "|tradotto da|traduzione di|vertaald door|vertaling|перевод|çeviren|çeviri|ترجمة|ترجمه"
        "|ترجمها|المترجم|תרגום|תרגם|תרגמה|מתרגם"
    ),
    "editor": (
        "edited by|editor|herausgegeben von|redigiert von|redaktion|édité par|editado por"
        "|a cura di|تحرير|تحرير وتقديم|עריכה|ערך|ערכה"
    ),
    "interviewer": (
        "interview by|interviewed by|interview with the author by|das interview führte"
        "|interview von|die fragen stellte|propos recueillis par|entretien par|entrevista de"
        "|entrevista por|أجرى الحوار|حاوره|أجرت الحوار|ראיין|ראיינה"
    ),
}
PUBLISHED = (
    "published on|published|posted on|posted|first published|first published in|date|dated"
    "|written|veröffentlicht am|veröffentlicht|erschienen am|erschienen|datum|publié le|paru le"
    "|date|publicado el|publicado em|publicado|fecha|data|pubblicato il|gepubliceerd op|نشر في"
    "|نشرت في|نشر بتاريخ|تاريخ النشر|التاريخ|بتاريخ|تاريخ|פורסם ב|פורסם בתאריך|פורסם|תאריך"
)
