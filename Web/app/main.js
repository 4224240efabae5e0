import { say } from "../components/status-line.js"
import { boot } from "./live.js"
import { define } from "./navigate.js"

/** Makes the page alive. What stands around every page comes after what the page is for. */
const shell = import("./shell.js")
boot(Promise.all([define(document), shell])).then(async () => (await shell).prepareNeighbours(), (error) => say(error.message))
