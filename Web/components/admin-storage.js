import { fillPart } from "../app/admin-acts.js"
import { h, nameLink } from "../app/dom.js"
import { bytes } from "../app/ops-words.js"
import { fill, many, t } from "../models/words.js"

/** What is kept on the disk, and who keeps most of it. */
class AdminStorage extends HTMLElement {
  connectedCallback() {
    fillPart(this, "/api/admin/storage", (answer) => this.#show(answer))
  }

  #show({ database, media, disk, keepers }) {
    const facts = [
      [t("Database"), bytes(database.bytes)],
      [t("Pictures, films and sounds"), many(media.files, { one: t("{size} in {count} file"), other: t("{size} in {count} files") }, { size: bytes(media.bytes) })],
      [t("For each person at most"), bytes(media.quotaBytes)],
      ...(disk ? [[t("Free on the disk"), fill(t("{free} of {total}"), { free: bytes(disk.freeBytes), total: bytes(disk.totalBytes) })]] : []),
    ]
    this.replaceChildren(
      h("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
      h("h3", {}, t("Who keeps most")),
      ...(keepers.length > 0
        ? [h("ol", { class: "keepers" }, ...keepers.map((user) => h("li", {}, nameLink(user), " ", h("span", { class: "hint" }, bytes(user.mediaBytes)))))]
        : [h("p", { class: "hint" }, t("Nobody keeps anything yet."))]))
  }
}

customElements.define("admin-storage", AdminStorage)
