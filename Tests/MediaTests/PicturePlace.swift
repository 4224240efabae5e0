import HubbubDomain
import HubbubTesting
import Logging
import NIOCore
import Synchronization

@testable import HubbubMedia

/// The pictures of one user, in a folder of their own, before a row in memory.
final class PicturePlace: Sendable {
  let folder: TemporaryFolder
  let user = UserID.make()
  let pictures: Pictures
  let log = SpokenLog()
  let row = PictureRow()

  init(
    programs: [String] = ["/usr/bin"], decoder: Decoder? = nil, folder: TemporaryFolder? = nil,
    commit: (@Sendable (Change) async -> Outcome)? = nil
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    let (row, log) = (row, log)
    self.folder = folder
    pictures = Pictures(
      path: folder.path, decoder: decoder ?? Decoder(programs: programs),
      rows: Pictures.Rows(
        commit: { change in
          if let commit { return await commit(change) }
          return row.commit(change)
        }, pictures: { _ in row.named }),
      logger: Logger(label: "test") { _ in log })
  }

  /// Sends a picture in pieces, as a network would.
  func send(_ file: [UInt8]) async throws -> User {
    try await pictures.replace(of: user, by: Pieces(file: file))
  }

  /// Why a picture is not taken; nil for one that is.
  func refusal(of file: [UInt8]) async -> Refusal.Code? {
    do {
      _ = try await send(file)
      return nil
    } catch { return (error as? Refusal)?.code ?? .badRequest }
  }

  /// The pictures of which there are files.
  var kept: Set<PictureID> {
    (try? PictureFolder(path: folder.path + "/avatars").pictures(of: user)) ?? []
  }

  /// What is left of uploads.
  func leftovers() throws -> [String] {
    let path = folder.path + "/incoming"
    return try Files.names(in: path).flatMap { try Files.names(in: "\(path)/\($0)") }
  }
}

/// A row that knows its picture, and one that a report shows.
final class PictureRow: Sendable {
  private let state = Mutex<PictureID?>(nil)
  private let reported = Mutex<PictureID?>(nil)

  var named: Set<PictureID> {
    Set([state.withLock { $0 }, reported.withLock { $0 }].compactMap(\.self))
  }

  func report(_ picture: PictureID?) { reported.withLock { $0 = picture } }

  func commit(_ change: Change) -> Outcome {
    guard case .setPicture(let user, let picture) = change else { return .failed }
    let old = state.withLock { state in
      defer { state = picture }
      return state
    }
    let changed = User(id: user, username: "ada", displayName: "Ada", picture: picture)
    let replaced = old == reported.withLock { $0 } ? nil : old
    return .done(.picture(changed, replaced: replaced), [])
  }
}

/// Bytes in pieces of 64 KiB.
private struct Pieces: AsyncSequence, AsyncIteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(file: [UInt8]) { rest = file[...] }

  func makeAsyncIterator() -> Self { self }

  mutating func next() async -> ByteBuffer? {
    guard !rest.isEmpty else { return nil }
    defer { rest = rest.dropFirst(65_536) }
    return ByteBuffer(bytes: rest.prefix(65_536))
  }
}

/// A log that remembers what was said.
final class SpokenLog: LogHandler {
  private let said = Mutex<[String]>([])

  var lines: [String] { said.withLock { $0 } }

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

  func log(event: LogEvent) {
    said.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
  }
}

extension [UInt8] {
  /// Whether a text stands somewhere in it.
  func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return indices.contains { self[$0...].starts(with: wanted) }
  }
}
