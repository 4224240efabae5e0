import Testing

@testable import hubbub_bench

struct ExcerptTests {
  @Test(arguments: [
    #"{"event":"likes","topic":"post:1","data":{"post":"1","count":4,"version":10}}"#,
    #"{"ref":3,"ok":{"likes":{"count":4,"version":10,"mine":true}}}"#,
    #"{"event": "likes", "data": {"version": 10, "count": 4}}"#,
  ])
  func `likes are read from an event and from an answer`(text: String) throws {
    let likes = try #require(Array(text.utf8).withUnsafeBytes(Excerpt.likes))
    #expect((likes.count, likes.version) == (4, 10))
  }

  @Test func `hello tells the epoch`() {
    let text = #"{"event":"hello","data":{"protocol":1,"epoch":"e-1","session":"s"}}"#
    #expect(Array(text.utf8).withUnsafeBytes(Excerpt.epoch) == "e-1")
  }

  @Test func `a text ends at the next quote`() {
    let text = Array(#"{"post":{"id":"42","text":"x"}}"#.utf8)
    let found = text.withUnsafeBytes { Excerpt.text(after: "\"post\":{\"id\":\"", in: $0) }
    #expect(found == "42")
    #expect(text.withUnsafeBytes { Excerpt.text(after: "\"none\":\"", in: $0) } == nil)
  }
}
