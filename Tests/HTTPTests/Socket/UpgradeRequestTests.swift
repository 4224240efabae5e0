import NIOEmbedded
import Testing

@testable import HubbubHTTP

/// What an upgrade says of who asks.
struct UpgradeRequestTests {
  private func request(_ fields: (String, String)...) throws -> UpgradeRequest {
    var words = UpgradeWords()
    words.fields += fields.map { (name: $0.0, value: $0.1) }
    return UpgradeRequest(
      path: "/ws", query: nil, remoteAddress: nil, loop: EmbeddedEventLoop(),
      head: try #require(words.head))
  }

  @Test func `a bearer token is read whatever the case of the scheme`() throws {
    for scheme in ["Bearer", "bearer", "BEARER"] {
      #expect(try request(("Authorization", "\(scheme) abc.123")).bearer == "abc.123")
    }
    #expect(try request(("authorization", "Bearer   abc")).bearer == "abc")
    for other in ["abc", "Basic abc", "Bearer", "Bearerabc"] {
      #expect(try request(("Authorization", other)).bearer == nil)
    }
    #expect(try request().bearer == nil)
  }

  @Test func `a cookie is found among others, in one header or several`() throws {
    let one = try request(("Cookie", "xhubbub_session=no; hubbub_session=a=b; hubbub_session=c"))
    #expect(one.cookie("hubbub_session") == "a=b")
    let two = try request(("Cookie", "a=1"), ("Cookie", "b=2;c="))
    #expect(two.cookie("b") == "2")
    #expect(two.cookie("c") == "")
    #expect(two.cookie("d") == nil)
    #expect(try request(("Cookie", "hubbub_sessions=no")).cookie("hubbub_session") == nil)
  }

  @Test func `the other facts are the headers'`() throws {
    let asked = try request(("Origin", "http://a.example"), ("User-Agent", "x"))
    #expect(asked.host == "127.0.0.1")
    #expect(asked.origin == "http://a.example")
    #expect(asked.userAgent == "x")
    #expect(asked.headers("upgrade") == ["websocket"])
  }
}
