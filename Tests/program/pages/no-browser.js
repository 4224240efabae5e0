// What modules look for as soon as they are there, for Node to load those that are sent with elements, or with the shell.
const anything = new Proxy(function () {}, { get: (_, name) => (typeof name === "symbol" ? undefined : anything), apply: () => anything, set: () => true })
globalThis.HTMLElement ??= class {}
globalThis.customElements ??= { define() {}, get() {}, whenDefined: () => new Promise(() => {}) }
globalThis.location ??= { origin: "http://127.0.0.1", pathname: "/", search: "" }
globalThis.document ??= { documentElement: { lang: "en", dataset: {} }, title: "", addEventListener() {}, querySelector: () => anything, querySelectorAll: () => [] }
globalThis.addEventListener ??= () => {}
globalThis.requestAnimationFrame ??= () => {}
