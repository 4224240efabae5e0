import HTTPTypes
import HubbubDomain
import HubbubMedia
import HubbubStore
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHTTP

/// Taking one's data along; what is in the zip the program's tests look at.
@Suite(.timeLimit(.minutes(10))) struct APIExportTests {
  @Test func `an export is a zip that nobody keeps`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    _ = try await api.store.addPost("my own words", by: ada.user)
    let answer = try await api.ask(.get, "/api/me/export", token: ada.token)
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "application/zip")
    #expect(answer.headers[.cacheControl] == "no-store")
    let name = try #require(answer.headers[.contentDisposition])
    #expect(name.hasPrefix(#"attachment; filename="hubbub-ada-20"#))
    #expect(name.hasSuffix(#".zip""#))
    #expect(answer.body.readableBytesView.starts(with: Array("PK".utf8)))
    #expect(answer.header("content-length") == "\(answer.body.readableBytes)")
  }

  @Test func `a second export waits until the first is sent`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let exports = try #require(api.services.exports)
    var held: Export? = try await exports.make(for: ada.user.id) { _ in }
    #expect(held != nil)
    let answer = try await api.ask(.get, "/api/me/export", token: ada.token)
    #expect(answer.status == 503)
    #expect(answer.code == "busy")
    #expect(answer.header("retry-after") != nil)
    held = nil
    #expect(try await api.ask(.get, "/api/me/export", token: ada.token).status == 200)
  }

  @Test func `no more than two are made at once, whoever asks`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let exports = try #require(api.services.exports)
    _ = try await exports.make(for: .make()) { _ in
      _ = try await exports.make(for: .make()) { _ in
        let answer = try await api.ask(.get, "/api/me/export", token: ada.token)
        #expect(answer.code == "busy")
      }
    }
    #expect(try await api.ask(.get, "/api/me/export", token: ada.token).status == 200)
  }

  @Test func `an export leaves space on the disk for others`() async throws {
    let folder = try TemporaryFolder()
    let full = Exports(path: folder.path, spare: .max / 2)
    await #expect(throws: Refusal.self) { try await full.make(for: .make()) { _ in } }
    let exports = Exports(path: folder.path, spare: 0)
    _ = try await exports.make(for: .make()) { export in
      await #expect(throws: Refusal.self) {
        try await export.begin("media/large", at: .now(), bytes: .max / 2)
      }
      try await export.begin("media/small", at: .now(), bytes: 2)
      try await export.write(Array("ok".utf8))
    }
  }

  @Test func `what shows nothing says so, whatever it was called`() {
    let words = ExportWords(translation: .english)
    let media = Media(
      id: .make(), facts: .init(type: .mp4, bytes: 1), alt: #""><script>alert(1)</script>"#)
    for name in [nil, "media/x.mp4"] {
      let html = ExportFigure(media: media, name: name, words: words).html
      #expect(!html.contains("<script") && !html.contains(#"title="""#))
    }
    #expect(ExportFigure(media: media, name: nil, words: words).html.contains("not in this export"))
  }

  @Test func `a mark that joins what follows hides no markup`() {
    let item = ExportItem("", text: "\u{0D4E}<img src=x onerror=alert(1)>", note: "", at: nil)
    let bytes = Array(item.html.utf8)
    let places = bytes.indices.filter { bytes[$0] == UInt8(ascii: "<") }
    // Those of its own: <li>, <p> and their ends.
    #expect(places.count == 4)
  }

  @Test func `what people wrote is text and no markup`() {
    let item = ExportItem("", text: #"<script>alert('&"')</script>"#, note: "<b>", at: nil)
    #expect(
      item.html == "<li><small>&lt;b&gt;</small>"
        + "<p>&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</p></li>\n")
  }
}
