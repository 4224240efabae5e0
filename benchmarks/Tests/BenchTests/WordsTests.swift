import Testing

@testable import hubbub_bench

/// What the README says of figures and scenarios.
struct WordsTests {
  private let readme: String

  init() throws { readme = try TextFile.read(Repository.file("benchmarks/README.md")) }

  @Test(arguments: Figure.allCases.map(\.rawValue) + FigureList.allCases.map(\.rawValue))
  func `every figure has its row`(name: String) {
    #expect(
      readme.split(separator: "\n").contains { $0.hasPrefix("| ") && $0.contains("`\(name)`") })
  }

  @Test(arguments: HubbubBench.scenarioNames)
  func `every scenario has its row`(name: String) {
    #expect(readme.contains("\n| `\(name)` |"))
  }
}
