/**
 * The words of a page in its language. The English text is the key: the server that sends this module puts the
 * language's own in the place of each mark (see `languages/`), so that no list of words reaches a browser.
 */

/** The language of this page. */
export const lang = (globalThis.document?.documentElement ?? { lang: "en" }).lang

const rules = new Intl.PluralRules(lang)

/** What dates and numbers are told in: the page's language, in the way of the reader's region. */
export const locale = globalThis.navigator?.languages?.find((one) => one.split("-")[0] === lang) ?? lang

/**
 * Marks a text that people read; it is one plain literal.
 * @param {string} text in English
 * @param {string} [sense] which of its meanings, where other languages have several words for it
 */
export const t = (text) => text

/** A text in English and in the page's language. @param {string} text @returns {[string, string]} spread where it stands */
export const both = (text) => text

/** Puts values into a text such as "Message from {name}". @param {string} text @param {Record<string, unknown>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

/**
 * The form of a text that goes with a number, which is its `{count}`.
 * @param {number} count
 * @param {{other: string, one?: string}} forms by the language's plural rules; `other` is for all that are not there
 * @param {Record<string, unknown>} [values] that it has besides
 */
export function many(count, forms, values) {
  return fill(forms[rules.select(count)] ?? forms.other, { count: count.toLocaleString(locale), ...values })
}
