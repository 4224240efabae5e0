import { hush, tell } from "../components/status-line.js"
import { many, t } from "../models/words.js"
import { store } from "./live.js"
import { showBadge } from "./shell.js"

let known = null // reports that wait, as shown last; null until they are known

const news = (count) => many(count, { one: t("{count} new report"), other: t("{count} new reports") })

/** How many reports wait, beside the way to them; said when there are more. */
store.watch(({ openReports: open }) => {
  showBadge("reports", open, many(open, { one: t("report waits"), other: t("reports wait") }))
  for (let more = open - (known ?? open); more > 0; more -= 1) tell("reports", news(1), { sum: news })
  if (open === 0) hush("reports")
  known = open
})
