import NIOCore
import Testing

@testable import HubbubHTTP
@testable import HubbubScripts

/// What our modules call by name is declared, imported, or the browser's.
@Suite struct ScriptNamesTests {
  /// What we use of the language and of browsers.
  private static let browsers: Set<String> = [
    "AbortController", "AbortSignal", "Boolean", "BroadcastChannel", "CSS", "CustomEvent",
    "DOMParser", "Date", "Error", "Event", "FormData", "HTMLElement", "Image", "Infinity",
    "IntersectionObserver", "Intl", "JSON", "Map", "Math", "MutationObserver", "Notification",
    "Number", "Object", "Promise", "RegExp", "ResizeObserver", "Set", "String",
    "TypeError", "URL",
    "URLSearchParams", "Uint8Array", "WeakMap", "XMLHttpRequest", "addEventListener",
    "clearInterval", "clearTimeout", "createImageBitmap", "crypto", "customElements",
    "decodeURIComponent", "dispatchEvent", "document", "encodeURIComponent", "fetch",
    "globalThis", "history", "innerHeight", "localStorage", "location", "matchMedia",
    "navigator", "queueMicrotask", "removeEventListener", "requestAnimationFrame",
    "scrollBy", "scrollTo", "scrollY", "setInterval", "setTimeout", "window",
  ]

  @Test func `no module uses a name that nobody has declared`() throws {
    let files = try WebFiles.embedded.load().filter { $0.path.hasSuffix(".js") }
    let scripts = Dictionary(
      uniqueKeysWithValues: files.map { ($0.path, String(buffer: $0.bytes)) })
    let joined = JoinedScripts(pages: [:], scripts: scripts)
    let used = joined.foreign.filter { !$0.hasPrefix("$") }  // what joined modules call each other
    #expect(used.subtracting(Self.browsers) == [], "not declared, and not the browser's")
    #expect(Self.browsers.subtracting(used) == [], "not used any more")
  }
}
