public import HubbubDomain
public import Logging
public import NIOCore
import Synchronization

/// The pictures, films and sounds that people take in, show and let go of.
///
/// A file's forms are on the disk before the row that names them is written, and go after
/// that row is gone; whatever a crash leaves between, the sweep takes away.
public final class MediaLibrary: Sendable {
  /// The rows that name the files.
  public struct Rows: Sendable {
    /// Writes a change and tells of it: the hub's `commit`.
    let commit: @Sendable (Change) async -> Outcome
    /// A file that is kept.
    let file: @Sendable (MediaFile.Hash) async throws -> MediaFile?
    /// How many bytes somebody keeps.
    let bytes: @Sendable (UserID) async throws -> Int64

    public init(
      commit: @escaping @Sendable (Change) async -> Outcome,
      file: @escaping @Sendable (MediaFile.Hash) async throws -> MediaFile?,
      bytes: @escaping @Sendable (UserID) async throws -> Int64
    ) {
      self.commit = commit
      self.file = file
      self.bytes = bytes
    }
  }

  let rows: Rows
  let folder: MediaFolder
  let incoming: Incoming
  let workshop: Workshop
  let logger: Logger
  /// How many bytes one person may keep.
  let quota: Int64
  let files = WorkThreads(
    Limits.fileThreads, waiting: Limits.fileQueue, niceness: Limits.arrivalNiceness)
  let making = WorkThreads(
    Limits.pictureThreads, waiting: Limits.uploads, niceness: Limits.mediaNiceness)
  let serving = WorkThreads(Limits.fileThreads, waiting: Limits.servingQueue)
  /// Removals have a thread of their own, so that none is refused.
  let tidying = WorkThreads(1, waiting: Limits.fileQueue)
  let arrivals = Arrivals()
  let check = MediaCheck()
  /// One thing at a time is done to the files of one hash.
  let locks = KeyedLock<MediaFile.Hash>()

  /// - Parameters:
  ///   - path: the folder of all media; made when it is needed.
  ///   - programs: folders in which programs are looked for.
  ///   - quota: bytes that one person may keep.
  public init(path: String, programs: [String], quota: Int64, rows: Rows, logger: Logger) {
    folder = MediaFolder(path: MediaPart.files.path(in: path))
    incoming = Incoming(path: MediaPart.arriving.path(in: path))
    workshop = Workshop(folders: programs)
    self.quota = quota
    self.rows = rows
    self.logger = logger
  }

  // MARK: - Taking in

  /// Takes in a file, and makes it somebody's.
  ///
  /// - Parameter count: how many bytes are announced, where it is known.
  /// - Throws: ``Refusal`` `too_large`, `unsupported_type`, `corrupt_media`,
  ///   `quota_exceeded`, `busy`, `unavailable`; what made reading `body` fail.
  /// - Bounds: ``Limits/imageBytes``, ``Limits/videoBytes``, ``Limits/audioBytes``.
  public func take<Body: AsyncSequence>(
    _ body: Body, of count: Int?, for owner: UserID
  ) async throws -> Media where Body.Element == ByteBuffer {
    let place = try arrivals.enter(owner)
    defer { arrivals.leave(place) }
    let arrival = Arrival(in: incoming)
    let result: Result<Media, any Error>
    do {
      let room = Int(quota - (try await rows.bytes(owner)))
      try await receive(body, arrival, room: room, announced: count, place)
      result = .success(try await keep(arrival, for: owner))
    } catch { result = .failure(refusal(for: error)) }
    await tidy("an upload was left behind") { try arrival.remove() }
    return try result.get()
  }

  /// Writes what comes to a file.
  ///
  /// What is refused is read on for a while: who still sends does not hear why.
  private func receive<Body: AsyncSequence>(
    _ body: Body, _ arrival: Arrival, room: Int, announced: Int?, _ place: Arrivals.Place
  ) async throws where Body.Element == ByteBuffer {
    var (count, failure): (Int, (any Error)?) = (0, nil)
    do { try await begin(arrival, room: room, announced: announced) } catch { failure = error }
    for try await piece in body {
      count += piece.readableBytes
      if let failure {
        if count > Limits.refusedBytesRead { throw failure }
      } else {
        do { try await add(piece, to: arrival, room: room, place) } catch { failure = error }
      }
    }
    if let failure { throw failure }
    if let announced, announced != count { throw Refusal.brokenMedia }
  }

  private func begin(_ arrival: Arrival, room: Int, announced: Int?) async throws {
    if let announced {
      guard announced <= Limits.largestMedia else { throw Refusal.tooManyBytes(.video) }
      guard announced <= room else { throw Refusal.quotaExceeded }
    }
    try await files.run { [incoming] in
      try incoming.prepare()
      try Files.requireSpace(for: announced ?? 0, in: incoming.folder)
      try arrival.begin()
    }
  }

  private func add(
    _ piece: ByteBuffer, to arrival: Arrival, room: Int, _ place: Arrivals.Place
  ) async throws {
    guard arrivals.add(piece.readableBytes, by: place) <= room else {
      throw Refusal.quotaExceeded
    }
    try await files.run { [check, incoming] in
      try Files.requireSpace(for: piece.readableBytes, in: incoming.folder)
      try piece.withUnsafeReadableBytes { try arrival.add($0) }
      // Early: nobody is to send two gigabytes of what is not taken.
      if arrival.bound == nil, arrival.head.count == Limits.sniffedBytes {
        arrival.bound = try check.bound(of: arrival.head)
      }
    }
    if let bound = arrival.bound, arrival.count > bound.bytes {
      throw Refusal.tooManyBytes(bound.kind)
    }
  }

  /// Makes what came somebody's: by its row alone where the same is there already, and whole.
  private func keep(_ arrival: Arrival, for owner: UserID) async throws -> Media {
    let hash = arrival.finish()
    return try await locks.with(hash) {
      if let there = try await rows.file(hash) {
        return try await write(try await mended(there, by: arrival), for: owner)
      }
      do {
        let facts = try await making.run { [self] in
          let facts = try make(arrival)
          try folder.place(hash, arrival.folder)
          return facts
        }
        return try await write(MediaFile(hash: hash, facts: facts), for: owner)
      } catch {
        // The row itself says whether it was written; where that fails, the next start asks.
        if (try? await rows.file(hash)) == .some(nil) { await discard(hash) }
        throw error
      }
    }
  }

  private func write(_ file: MediaFile, for owner: UserID) async throws -> Media {
    let time = Timestamp.now()
    let new = NewMedia(
      id: .make(at: time), owner: owner, file: file, quota: quota, createdAt: time)
    guard case .media(let media) = try await rows.commit(.keepMedia(new)).result.get() else {
      throw Refusal.unavailable
    }
    return media
  }

  /// Removes what is not needed any more; where that fails, the next start does it.
  func tidy(
    _ failure: Logger.Message, _ work: @escaping @Sendable () throws -> Void
  ) async {
    do { try await tidying.run(work) } catch {
      logger.warning(failure, metadata: ["cause": "\(error)"])
    }
  }

  /// Removes the files of a hash that no row names; its lock is held.
  func discard(_ hash: MediaFile.Hash) async {
    await tidy("a file was left behind") { [folder] in try folder.remove(hash) }
  }
}
