import { ask } from "../app/api.js"
import { h, nameLink, setText } from "../app/dom.js"
import { bytes, count } from "../app/ops-words.js"

/** What is kept on the disk, and who keeps most of it. */
class AdminStorage extends HTMLElement {
  #words = h("p", { class: "hint", role: "status" }, "Loading…")

  connectedCallback() {
    this.replaceChildren(this.#words)
    this.#read()
  }

  async #read() {
    try {
      this.#show(await ask("GET", "/api/admin/storage"))
    } catch (error) {
      setText(this.#words, error.advice)
    }
  }

  #show({ database, media, disk, keepers }) {
    const facts = [
      ["Database", bytes(database.bytes)],
      ["Pictures, films and sounds", `${bytes(media.bytes)} in ${count(media.files)} ${media.files === 1 ? "file" : "files"}`],
      ["For each person at most", bytes(media.quotaBytes)],
      ...(disk ? [["Free on the disk", `${bytes(disk.freeBytes)} of ${bytes(disk.totalBytes)}`]] : []),
    ]
    this.replaceChildren(
      h("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
      h("h3", {}, "Who keeps most"),
      ...(keepers.length > 0
        ? [h("ol", { class: "keepers" }, ...keepers.map((user) => h("li", {}, nameLink(user), " ", h("span", { class: "hint" }, bytes(user.mediaBytes)))))]
        : [h("p", { class: "hint" }, "Nobody keeps anything yet.")]))
  }
}

customElements.define("admin-storage", AdminStorage)
