import { hush, tell } from "../components/status-line.js"
import { many, t } from "../models/words.js"
import { store } from "./live.js"
import { showBadge } from "./shell.js"

let known = null // reports that wait, as shown last; null until they are known

const news = (count) => many(count, { one: t("{count} new report"), other: t("{count} new reports") })

/** How many reports wait, beside the way to them; said when there are more. */
store.watch(({ openReports: open }) => {
  showBadge("reports", open ?? 0, many(open ?? 0, { one: t("report waits"), other: t("reports wait") }))
  const more = open - (known ?? open)
  if (more > 0) tell("reports", news(more), { sum: news, count: more })
  if (!open) hush("reports")
  known = open
})
