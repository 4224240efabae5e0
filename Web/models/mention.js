const BEGUN = /(?<![\w@])@(\w{0,30})$/ // at the end of what stands before the cursor

/**
 * The mention that somebody is in the middle of writing.
 * @param {string} text @param {number} cursor
 * @returns {{start: number, query: string}?} where its `@` is, and what follows it, in lower case
 */
export function mentionAt(text, cursor) {
  const found = text.slice(0, cursor).match(BEGUN)
  return found && { start: found.index, query: found[1].toLowerCase() }
}

/** Those whose username, or a part of whose name, begins so. @param {object[]} members @param {string} query */
export function matching(members, query) {
  const begins = ({ username, displayName }) =>
    [username, ...displayName.toLowerCase().split(/\s+/)].some((part) => part.startsWith(query))
  return members.filter(begins)
}
