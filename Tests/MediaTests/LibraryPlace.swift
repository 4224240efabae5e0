import Foundation
import HubbubDomain
import HubbubTesting
import Logging
import NIOCore
import Synchronization

@testable import HubbubMedia

/// A library of media in a folder of its own, before rows in memory.
final class LibraryPlace: Sendable {
  let folder: TemporaryFolder
  let owner = UserID.make()
  let rows = FileRows()

  init() throws { folder = try TemporaryFolder() }

  /// Where what is taken in lies.
  var files: MediaFolder { MediaFolder(path: folder.path + "/files") }

  /// Takes a file in, where these programs are installed.
  func take(_ bytes: [UInt8], programs: [String] = Programs.all) async throws -> MediaFile {
    let library = MediaLibrary(
      path: folder.path, programs: [try folder(of: programs)], quota: .max,
      rows: .init(
        commit: { [rows] in rows.commit($0) }, file: { [rows] in rows.file($0) },
        bytes: { _ in 0 }),
      logger: .silent())
    _ = try await library.take(One(bytes: ByteBuffer(bytes: bytes)), of: nil, for: owner)
    return try Self.require(rows.file(Self.hash(of: bytes)))
  }

  /// Why a file is not taken in; nil for one that is.
  func refusal(of bytes: [UInt8], programs: [String] = Programs.all) async -> Refusal.Code? {
    do {
      _ = try await take(bytes, programs: programs)
      return nil
    } catch { return (error as? Refusal)?.code ?? .badRequest }
  }

  func bytes(of name: String, _ file: MediaFile) throws -> [UInt8]? {
    try Files.read(files.path(of: name, file.hash), maxBytes: 100_000_000)
  }

  /// Which file of the disk a form is: another one was made anew.
  func number(of name: String, _ file: MediaFile) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(
      atPath: files.path(of: name, file.hash))
    return try Self.require(facts[.systemFileNumber] as? Int)
  }

  static func hash(of bytes: [UInt8]) -> MediaFile.Hash {
    let digest = Digest()
    bytes.withUnsafeBytes { digest.add($0) }
    return digest.finish()
  }

  private func folder(of programs: [String]) throws -> String {
    let path = folder.path + "/programs-" + programs.joined(separator: "-")
    guard !FileManager.default.fileExists(atPath: path) else { return path }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for program in programs {
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/\(program)", withDestinationPath: "/usr/bin/\(program)")
    }
    return path
  }

  struct NotThere: Error {}

  private static func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw NotThere() }
    return value
  }
}

/// What may be installed.
enum Programs {
  static let all = ["vips", "prlimit", "ffmpeg", "ffprobe"]
  static let forPictures = ["vips", "prlimit"]
}

/// Rows of files, which forget nothing.
final class FileRows: Sendable {
  private struct State {
    var files: [MediaFile.Hash: MediaFile] = [:]
    var mended = 0
  }

  private let state = Mutex(State())

  /// How often one was mended.
  var mended: Int { state.withLock { $0.mended } }

  func file(_ hash: MediaFile.Hash) -> MediaFile? { state.withLock { $0.files[hash] } }

  func commit(_ change: Change) -> Outcome {
    state.withLock { state in
      switch change {
      case .keepMedia(let new):
        let file = state.files[new.file.hash] ?? new.file
        state.files[new.file.hash] = file
        return .done(.media(Media(id: new.id, facts: file.facts, alt: "")), [])
      case .mendMedia(let file):
        state.files[file.hash] = file
        state.mended += 1
        return .done(.nothing, [])
      default: return .failed
      }
    }
  }
}

/// A body that comes in one piece.
private struct One: AsyncSequence, AsyncIteratorProtocol {
  private var bytes: ByteBuffer?

  init(bytes: ByteBuffer) { self.bytes = bytes }

  func makeAsyncIterator() -> Self { self }

  mutating func next() async -> ByteBuffer? {
    defer { bytes = nil }
    return bytes
  }
}
