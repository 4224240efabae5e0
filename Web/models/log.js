const GROUPED_FOR = 5 * 60_000 // ms one author's messages share a heading

/**
 * A log as a list of rows: days, messages, where the unread ones begin, and what is on its way.
 * @param {{messages: object[], pending: object[], unreadAfter: number?, hasMoreAfter: boolean}} log
 * @param {{id: string}} me
 * @returns {{kind: "day" | "unread" | "message" | "pending", key: string, item?: object, time: number,
 *   isFirst?: boolean, isMine?: boolean}[]} `time` in ms since 1970
 */
export function rowsOf({ messages, pending, unreadAfter, hasMoreAfter }, me) {
  const all = []
  let previous = {}
  let isUnread = unreadAfter === null
  for (const item of [...messages, ...(hasMoreAfter ? [] : pending.map((one) => ({ ...one, author: me })))]) {
    const time = Date.parse(item.createdAt)
    const day = new Date(time).toDateString()
    const author = item.author?.id
    const isMine = author === me.id
    const begins = !isUnread && !isMine && item.seq > unreadAfter
    if (begins) {
      all.push({ kind: "unread", key: "unread", time })
      isUnread = true
    }
    if (day !== previous.day) all.push({ kind: "day", key: `day ${day}`, time })
    const isFirst = begins || day !== previous.day || previous.author !== author || time - previous.time > GROUPED_FOR
    // one row from pending to said, so that it is read out once
    const key = isMine && item.key ? `key ${item.key}` : `seq ${item.seq}`
    all.push({ kind: item.seq === undefined ? "pending" : "message", key, item, time, isFirst, isMine })
    previous = { day, author, time }
  }
  return all
}

/**
 * Under which of my messages it stands who has seen it: the last one that somebody has.
 * @param {{messages: object[], reads: Map<string, number>}} log
 * @param {{id: string}} me
 * @returns {{seq: number, by: string[]}?} `by` are user ids
 */
export function seenOf({ messages, reads }, me) {
  const others = [...reads].filter(([user]) => user !== me.id)
  const furthest = Math.max(0, ...others.map(([, seq]) => seq))
  const last = messages.findLast(({ author, seq, deleted }) => author?.id === me.id && !deleted && seq <= furthest)
  return last ? { seq: last.seq, by: others.filter(([, seq]) => seq >= last.seq).map(([user]) => user) } : null
}

/** Whether more came in than was said just now: the first page, an earlier one, or another place. */
export function isHistory(before, { messages: [first], hasMoreAfter }) {
  if (!before?.loaded || before.hasMoreAfter || hasMoreAfter) return true
  const [oldest] = before.messages
  return first !== undefined && oldest !== undefined && (first.seq < oldest.seq || first.seq > before.messages.at(-1).seq)
}
