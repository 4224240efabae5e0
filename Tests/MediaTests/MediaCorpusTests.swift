import Foundation
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubMedia

@Suite struct MediaCorpusTests {
  /// Loaded once: it takes a while.
  private static let sniffer = Result { try Sniffer() }

  @Test func `the corpus is there, as it is listed`() throws {
    let names = Set(MediaCorpus.verdicts.map(\.name))
    #expect(names.count >= 120 && MediaCorpus.verdicts.count == names.count)
    #expect(MediaCorpus.verdicts.filter { $0.code != nil }.count >= 56)
    #expect(MediaCorpus.verdicts.allSatisfy { ($0.type == nil) != ($0.code == nil) })
    guard FileManager.default.fileExists(atPath: MediaCorpus.folder) else {
      throw MediaCorpus.Missing(path: MediaCorpus.folder)
    }
    #expect(Set(try Files.names(in: MediaCorpus.folder)) == names)
  }

  @Test func `every type is taken in by the hand of two encoders`() {
    for type in MediaType.allCases {
      let encoders = MediaCorpus.accepted.filter { $0.type == type }.compactMap {
        $0.name.split(separator: "-").dropFirst().first
      }
      #expect(Set(encoders).count >= 2, "\(type)")
    }
  }

  @Test(arguments: MediaCorpus.verdicts)
  func `a file becomes what is listed`(verdict: MediaCorpus.Verdict) throws {
    let (path, sniffer) = try (MediaCorpus.path(of: verdict.name), Self.sniffer.get())
    let start = ThreadTime.now()
    let result = try MediaCorpus.judge(path, sniffer)
    let time = ThreadTime.now() - start
    switch result {
    case .success(let found):
      #expect(found.type == verdict.type, "taken for \(found)")
    case .failure(let refusal):
      #expect(refusal.code == verdict.code, "\(refusal.reason)")
    }
    #expect(time < .seconds(5))
  }
}
