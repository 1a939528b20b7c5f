"""Is a paragraph as a whole a quotation?"""

SHORTEST = 60  # shorter ones are somebody's words in a dialogue, or a slogan
PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "＂": "＂"}


def is_quotation(text: str) -> bool:
    """Quotation marks open at its beginning, close at its very end, and are paired in between.

    Single ones don't count: they can't be told from apostrophes.
    """
    closing = PAIRS.get(text[:1])
    if not closing or len(text) < SHORTEST or text[-1] not in closing:
        return False
    inside = text[1:-1]
    if text[0] in closing:
        return text[0] not in inside
    depth = 0
    for char in inside:
        if char in closing:
            depth -= 1
        elif char == text[0]:
            depth += 1
        if depth < 0:
            return False
    return depth == 0
