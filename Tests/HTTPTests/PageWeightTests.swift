import HTTPTypes
import HubbubDomain
import Hummingbird
import NIOCore
import Testing

@testable import HubbubHTTP

/// What a page's own scripts weigh as they are sent, each compressed by itself.
@Suite struct PageWeightTests {
  /// Bytes, gzipped: of all that a page asks for by name before its content is there.
  private static let most = 20 * 1_024
  /// A page asks for so many scripts at most.
  private static let mostScripts = 25

  private func assets(in language: Language) throws -> WebAssets {
    let files = try WebFiles.embedded.load()
    let translation = try Translation(to: language, in: files) ?? .english
    return WebAssets(files, in: translation, compresses: true)
  }

  private func sent(_ name: String, of assets: WebAssets) throws -> Response {
    var head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/\(name)")
    if name.hasSuffix(".js") { head.headerFields[.acceptEncoding] = "gzip" }
    let asset = try #require(assets[name], "\(name)")
    return asset.response(to: Request(head: head, body: .init(buffer: ByteBuffer())), .forever)
  }

  private func scripts(of page: String) -> [String] {
    page.split(separator: "\n").filter { $0.contains("<script") || $0.contains("modulepreload") }
      .flatMap { $0.split(separator: "\"") }
      .filter { $0.hasPrefix("/assets/") && $0.hasSuffix(".js") }
      .map { String($0.split(separator: "/", maxSplits: 2)[2]) }
  }

  @Test(arguments: [Language.english, .german])
  func `no page needs more script than 20 KiB`(language: Language) async throws {
    let assets = try assets(in: language)
    let pages = try WebFiles.embedded.load().map(\.path).filter { $0.hasSuffix(".html") }
    #expect(pages.count >= 16)
    for name in pages {
      let page = String(buffer: try await bytes(try sent(name, of: assets)))
      let scripts = scripts(of: page)
      let size = try scripts.reduce(0) { $0 + (try sent($1, of: assets).body.contentLength ?? 0) }
      print("\(name) in \(language): \(size) bytes in \(scripts.count) scripts")
      #expect(size <= Self.most && size > 1_000, "\(name): \(size)")
      #expect((2...Self.mostScripts).contains(scripts.count), "\(name)")
    }
  }

  /// Its address is kept for ever, so what lies there must be the same in each process.
  @Test func `the same files are sent alike each time`() throws {
    let hashes = try (0..<4).map { _ in try assets(in: .german).hash }
    #expect(Set(hashes).count == 1)
  }
}
