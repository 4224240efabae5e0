import NIOCore
import Testing

@testable import HubbubHTTP

@Suite struct PageSheetsTests {
  private let sheets = PageSheets([
    "app.css": ByteBuffer(string: "a{}\n"), "styles/pages/b.css": ByteBuffer(string: "b{}\n"),
  ])

  private func page(_ names: [String]) -> ByteBuffer {
    let links = names.map { "  <link rel=\"stylesheet\" href=\"/assets/HASH/\($0)\">\n" }
    return ByteBuffer(string: "<head>\n\(links.joined())  <title>x</title>\n</head>\n")
  }

  @Test func `several sheets become one that says what it has`() throws {
    let joined = try #require(
      sheets.join(page(["app.css", "styles/pages/b.css"]), at: "home.html"))
    #expect(joined.name == "styles/of/home.css")
    #expect(String(buffer: joined.sheet) == "a{}\nb{}\n")
    #expect(
      String(buffer: joined.page) == """
        <head>
          <link rel="stylesheet" href="/assets/HASH/styles/of/home.css" \
        data-sheets="app.css styles/pages/b.css">
          <title>x</title>
        </head>

        """)
  }

  @Test(arguments: [[], ["app.css"], ["app.css", "styles/pages/nowhere.css"]])
  func `a page with fewer than two stays as it is, and one that names what is not there`(
    names: [String]
  ) {
    #expect(sheets.join(page(names), at: "home.html") == nil)
  }

  @Test func `the page that a service worker keeps names each`() {
    #expect(sheets.join(page(["app.css", "styles/pages/b.css"]), at: "offline.html") == nil)
  }
}
