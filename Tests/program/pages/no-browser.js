// What modules look for as soon as they are there, for Node to load those that are sent with elements.
globalThis.HTMLElement ??= class {}
globalThis.customElements ??= { define() {}, get() {}, whenDefined: () => new Promise(() => {}) }
globalThis.location ??= { origin: "http://127.0.0.1", pathname: "/", search: "" }
