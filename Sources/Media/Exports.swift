public import HubbubDomain
import Synchronization

/// The zips that people take along, while they are made and sent.
///
/// - Bounds: ``Limits/exports`` are made at once; a person has one at a time,
///   until it is sent.
public final class Exports: Sendable {
  private let path: String
  private let spare: Int64
  private let threads = WorkThreads(Limits.exports, waiting: Limits.fileQueue)
  private let owners = Mutex<Set<UserID>>([])
  private let making = Mutex(0)

  /// - Parameters:
  ///   - path: the folder that the files without names are in; made when it is needed.
  ///   - spare: bytes that are left free on the disk.
  public init(path: String, spare: Int64 = Limits.exportSpareBytes) {
    (self.path, self.spare) = (path, spare)
  }

  /// Makes a person's export.
  ///
  /// - Parameter fill: puts everything in.
  /// - Throws: ``Refusal`` `busy` when they have one under way, or too many are
  ///   made; `unavailable` where the disk is nearly full; what `fill` or the disk throws.
  public func make(
    for user: UserID, _ fill: (Export) async throws -> Void
  ) async throws -> Export {
    let place = try Place(of: user, in: self)
    try begin()
    defer { making.withLock { $0 -= 1 } }
    let disk = Disk(path: path, spare: spare)
    let archive = try await threads.run { [path] in
      try Files.makeFolder(path)
      try disk.check(for: 0)
      return Sole(try Archive(in: path))
    }
    let export = Export(archive.value, on: threads, disk, place)
    try await fill(export)
    try await export.finish()
    return export
  }

  private func begin() throws(Refusal) {
    let isBegun = making.withLock { making in
      guard making < Limits.exports else { return false }
      making += 1
      return true
    }
    if !isBegun { throw .exportsBusy }
  }

  /// A person's one export: their place is free again when it is let go.
  final class Place: Sendable {
    private let user: UserID
    private let exports: Exports

    init(of user: UserID, in exports: Exports) throws(Refusal) {
      guard exports.owners.withLock({ $0.insert(user).inserted }) else { throw .exportsBusy }
      (self.user, self.exports) = (user, exports)
    }

    deinit { exports.owners.withLock { _ = $0.remove(user) } }
  }
}

/// The disk that exports are made on, which others need too.
private struct Disk: Sendable {
  let path: String
  /// Bytes to be left free.
  let spare: Int64

  /// Checks that there is space for so many bytes.
  ///
  /// - Throws: ``Refusal`` `unavailable`, or what the disk throws.
  func check(for bytes: Int64) throws {
    guard try Files.freeBytes(in: path) - spare >= bytes else { throw Refusal.noSpaceForExport }
  }
}

/// What one thread after another works with.
///
/// `@unchecked`: an export's calls are awaited one after the other.
private struct Sole<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

/// One person's zip: filled, then sent; its file goes with it.
///
/// - Isolation: one task, one call after the other.
public final class Export: Sendable {
  private let archive: Sole<Archive>
  private let threads: WorkThreads
  private let disk: Disk
  private let place: Exports.Place
  private let size = Mutex(0)

  fileprivate init(
    _ archive: Archive, on threads: WorkThreads, _ disk: Disk, _ place: Exports.Place
  ) {
    (self.archive, self.threads) = (Sole(archive), threads)
    (self.disk, self.place) = (disk, place)
  }

  /// How many bytes it has, once it is made.
  public var byteCount: Int { size.withLock { $0 } }

  /// Begins a file in it; the one before is whole.
  public func begin(_ name: String, at time: Timestamp) async throws {
    try await threads.run { [archive] in try archive.value.begin(name, at: time) }
  }

  /// Begins a file of so many bytes in it, which are kept as they are.
  ///
  /// - Throws: ``Refusal`` `unavailable` where the disk has no space for it.
  /// - Bounds: ``Limits/exportSpareBytes`` stay free.
  public func begin(_ name: String, at time: Timestamp, bytes: Int64) async throws {
    try await threads.run { [archive, disk] in
      try disk.check(for: bytes)
      try archive.value.begin(name, at: time, bytes: bytes)
    }
  }

  /// Adds bytes to the file that was begun.
  ///
  /// - Throws: ``Refusal`` `unavailable` where the disk has no space for them any more.
  public func write(_ bytes: [UInt8]) async throws {
    try await threads.run { [archive, disk] in
      try disk.check(for: Int64(bytes.count))
      try archive.value.write(bytes)
    }
  }

  /// Bytes of one that is made, from a place on; none at its end.
  public func read(at offset: Int) async throws -> [UInt8] {
    try await threads.run { [archive] in
      try archive.value.read(at: offset, upTo: Limits.exportPieceBytes)
    }
  }

  fileprivate func finish() async throws {
    let count = try await threads.run { [archive] in try archive.value.finish() }
    size.withLock { $0 = count }
  }
}

extension Refusal {
  static let noSpaceForExport = Refusal(
    .unavailable, "This server has no space left to make an export. Try again another day.")
  static let exportsBusy = Refusal(
    .busy, "An export is being made already. Try again in a moment.",
    retryAfter: Limits.exportRetryAfter)
}
