import HubbubDomain
import Testing

@Suite struct ExcerptTests {
  @Test func `a short text is its own excerpt`() {
    let excerpt = Excerpt(of: "say hello", around: [4..<9])
    #expect(excerpt?.text == "say hello")
    #expect(excerpt?.marks == [4..<9])
  }

  @Test func `what matches nowhere has no excerpt`() {
    #expect(Excerpt(of: "say hello", around: []) == nil)
  }

  @Test func `a long text is cut between words, around the first match`() throws {
    let words = (0..<100).map { "word\($0)" }
    let text = words.joined(separator: " ")
    let place = try #require(text.utf8.firstRange(of: "word50".utf8))
    let start = text.utf8.distance(from: text.utf8.startIndex, to: place.lowerBound)
    let excerpt = try #require(Excerpt(of: text, around: [start..<start + 6, 660..<666]))
    #expect(excerpt.text.hasPrefix("…word46 word47 word48 word49 word50 word51"))
    #expect(excerpt.text.hasSuffix(" word61…"))
    #expect(excerpt.marks == [29..<35])
    #expect(excerpt.text.count <= Limits.excerptCharacters + 2)
  }

  @Test func `near the end there is more before the match`() throws {
    let text = String(repeating: "ab ", count: 100) + "end"
    let excerpt = try #require(Excerpt(of: text, around: [300..<303]))
    #expect(excerpt.text.count > Limits.excerptCharacters - 3)
    #expect(excerpt.text.hasSuffix("ab end"))
    #expect(excerpt.text.hasPrefix("…ab "))
    #expect(marked(excerpt) == ["end"])
  }

  @Test(arguments: [0, 1, 50, 1_000])
  func `a word without an end is cut, and its mark with it`(before: Int) throws {
    let text = String(repeating: "x ", count: before) + String(repeating: "ä", count: 500)
    let excerpt = try #require(Excerpt(of: text, around: [2 * before..<2 * before + 1_000]))
    #expect(excerpt.text.count <= Limits.excerptCharacters + 2)
    #expect(marked(excerpt)[0].allSatisfy { $0 == "ä" })
    #expect(excerpt.text.hasSuffix("…"))
  }

  @Test func `marks count as JavaScript does`() throws {
    let text = "👩‍👩‍👧 e\u{301}té 𝒜"
    let start = text.utf8.count - 4
    let excerpt = try #require(Excerpt(of: text, around: [start..<start + 4]))
    #expect(excerpt.text == text)
    #expect(marked(excerpt) == ["𝒜"])
  }

  @Test(arguments: ["17", "b17", "9223372036854775807"])
  func `a cursor is read as it was written`(text: String) {
    #expect(SearchCursor(text)?.description == text)
  }

  @Test(arguments: [
    "", "b", "0", "-1", "+1", "01", "b-1", "17b", "9223372036854775808", "a17", " 1",
  ])
  func `what was never a cursor is none`(text: String) {
    #expect(SearchCursor(text) == nil)
  }

  private func marked(_ excerpt: Excerpt) -> [String] {
    excerpt.marks.map { mark in
      let units = excerpt.text.utf16
      let start = units.index(units.startIndex, offsetBy: mark.lowerBound)
      return String(excerpt.text[start..<units.index(start, offsetBy: mark.count)])
    }
  }
}
