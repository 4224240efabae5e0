import HubbubDomain
import Testing

@Suite struct MediaTypeTests {
  @Test(arguments: MediaType.allCases)
  func `a browser is told of a type that is of its kind`(type: MediaType) {
    #expect(type.mime.hasPrefix(type.kind.rawValue + "/"))
  }

  @Test func `no type is one that a browser would run`() {
    let mimes = Set(MediaType.allCases.map(\.mime))
    #expect(mimes.isDisjoint(with: ["image/svg+xml", "text/html", "text/xml", "application/pdf"]))
    #expect(mimes.count == MediaType.allCases.count - 1)
  }

  @Test func `names end each in their own way`() {
    #expect(Set(MediaType.allCases.map(\.suffix)).count == MediaType.allCases.count)
    #expect(MediaType.jpeg.suffix == "jpg" && MediaType.opus.suffix == "opus")
  }
}
