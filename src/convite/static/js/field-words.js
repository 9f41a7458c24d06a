// How do the pages of the field speak? With the words that came with the page.

export const config = JSON.parse(document.getElementById("field").textContent);
const forms = new Intl.PluralRules(config.lang);

/** The sentence `name` with its values; where it has two forms, `n` chooses. */
export function say(name, values = {}) {
  const word = config.words[name];
  const sentence = typeof word === "string" ? word : word[forms.select(values.n)] ?? word.other;
  return sentence.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
}

export const sayDay = (moment) =>
  new Intl.DateTimeFormat(config.lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));

/** Writes into an element that is read aloud when it changes. */
export function tell(element, sentence, kind = "") {
  element.textContent = sentence;
  element.dataset.kind = kind;
}
