import HubbubDomain
import HubbubStore
import HubbubTesting
import Logging
import Synchronization
import Testing

/// What an operator is told of a change that failed.
@Suite struct FailureLogTests {
  @Test func `a failed change is told once, without what people wrote`() async throws {
    let folder = try TemporaryFolder()
    let lines = Lines()
    let store = try SQLiteStore.open(
      folder: folder.path, logger: Logger(label: "test") { _ in lines })
    let ada = try await store.addUser("ada")
    let id = try await store.addPost("first", by: ada).id
    lines.clear()
    let again = try await store.commit(
      .post(
        NewPost(
          id: id, author: ada, key: "secret key", text: "secret text", audience: .me,
          createdAt: .now())))
    #expect(again == .failed)
    let line = try #require(lines.all.first)
    #expect(lines.all.count == 1)
    #expect(line.hasPrefix("error: change failed"))
    #expect(line.contains("post.id"))
    #expect(!line.contains("secret"))
  }
}

/// Keeps every line.
private final class Lines: LogHandler {
  private let kept = Mutex<[String]>([])

  var all: [String] { kept.withLock { $0 } }

  func clear() { kept.withLock { $0 = [] } }

  func log(event: LogEvent) {
    let line = "\(event.level): \(event.message) \(event.metadata ?? [:])"
    kept.withLock { $0.append(line) }
  }

  // One log, whoever holds it: what it is told beside each line is not kept.
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }

  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }
}
