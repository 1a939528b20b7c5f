// Making elements, and the words that stand on them.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
const KEYS = isApple
  ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" }
  : { Mod: "Ctrl", Alt: "Alt", Shift: "Shift" };

// "Mod-Alt-f" as it is printed on this machine's keys.
export const keyName = (binding) =>
  binding
    .split("-")
    .map((part) => KEYS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(isApple ? "" : "+");

export const ariaKey = (binding) =>
  binding
    .split("-")
    .map((part) => ({ Mod: isApple ? "Meta" : "Control" })[part] ?? part)
    .join("+");

// The words of the interface, which the page brings along. A word that counts something has a form
// for each kind of number: say("words", { n: 3 }).
export function speaker(words, language) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, given = {}) => {
    const found = words[key] ?? key;
    const sentence = typeof found === "string" ? found : (found[rules.select(given.n)] ?? found.other);
    return sentence.replace(/%\((\w+)\)s/g, (_, name) => {
      const value = given[name];
      return typeof value === "number" ? numbers.format(value) : (value ?? "");
    });
  };
}

// Call `act` when `wait` milliseconds have passed without another call; flush() calls it at once.
export function settled(act, wait) {
  let timer = 0;
  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    act();
  };
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  };
  return Object.assign(call, { flush });
}
