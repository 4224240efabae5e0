public import HubbubDomain
public import Logging
public import NIOCore
import Synchronization

/// The profile pictures: taken in, kept, shown and removed.
///
/// A picture's files are on the disk before its row is written, and are removed
/// after the row that named them is gone; whatever a crash leaves between, the
/// sweep of the next start takes away.
public final class Pictures: Sendable {
  /// The rows that name the pictures.
  public struct Rows: Sendable {
    /// Writes a change and tells of it: the hub's `commit`.
    let commit: @Sendable (Change) async -> Outcome
    /// The pictures of a user that rows name: theirs, and those that reports show.
    let pictures: @Sendable (UserID) async throws -> Set<PictureID>

    public init(
      commit: @escaping @Sendable (Change) async -> Outcome,
      pictures: @escaping @Sendable (UserID) async throws -> Set<PictureID>
    ) {
      self.commit = commit
      self.pictures = pictures
    }
  }

  private let rows: Rows
  private let folder: PictureFolder
  private let incoming: Incoming
  private let decoder: Decoder
  private let logger: Logger
  private let files = WorkThreads(Limits.fileThreads, waiting: Limits.fileQueue)
  private let decoding = WorkThreads(Limits.pictureThreads, waiting: Limits.pictureQueue)
  /// Made when the first picture comes.
  private let check = Mutex<PictureCheck?>(nil)
  /// Those whose files are there and whose rows may not be yet.
  private let arriving = Mutex<Set<PictureID>>([])

  /// - Parameters:
  ///   - path: the folder of all media; made when it is needed.
  ///   - programs: folders in which the decoder is looked for.
  public convenience init(path: String, programs: [String], rows: Rows, logger: Logger) {
    self.init(path: path, decoder: Decoder(programs: programs), rows: rows, logger: logger)
  }

  init(path: String, decoder: Decoder, rows: Rows, logger: Logger) {
    self.rows = rows
    self.decoder = decoder
    self.logger = logger
    folder = PictureFolder(path: MediaPart.avatars.path(in: path))
    incoming = Incoming(path: MediaPart.incoming.path(in: path))
  }

  // MARK: - Taking in

  /// Takes in a picture of any size and shape, and makes it a user's.
  ///
  /// - Returns: the user with the new picture.
  /// - Throws: ``Refusal`` `too_large`, `unsupported_type`, `corrupt_media`, `busy`,
  ///   `unavailable`; what made reading `body` or the disk fail.
  /// - Bounds: ``Limits/pictureBytes``, ``Limits/picturePixels``.
  public func replace<Body: AsyncSequence>(
    of user: UserID, by body: Body
  ) async throws -> User where Body.Element == ByteBuffer {
    let upload = Upload(in: incoming)
    let result: Result<User, any Error>
    do {
      try await receive(body, upload)
      try await decoding.run { try self.make(upload) }
      result = .success(try await take(upload, for: user))
    } catch { result = .failure(error) }
    await tidy("an upload was left behind") { try upload.remove() }
    return try result.get()
  }

  /// Takes a user's picture away: one is drawn from their id again.
  ///
  /// - Throws: ``Refusal`` `unavailable`, `busy`.
  public func remove(of user: UserID) async throws(Refusal) -> User {
    try await set(nil, of: user)
  }

  /// The bytes of a picture, WebP; nil where there is none, or not in that size.
  ///
  /// Whether it is still that user's is the rows' to say.
  public func read(_ picture: PictureID, of user: UserID, pixels: Int) async throws -> [UInt8]? {
    guard PictureFolder.sizes.contains(pixels) else { return nil }
    return try await files.run { [folder] in try folder.read(picture, of: user, pixels) }
  }

  /// Writes what comes to a file.
  ///
  /// What is refused is read to its end all the same: who still sends does not
  /// hear why.
  private func receive<Body: AsyncSequence>(
    _ body: Body, _ upload: Upload
  ) async throws where Body.Element == ByteBuffer {
    var (count, failure): (Int, (any Error)?) = (0, nil)
    for try await piece in body where failure == nil {
      count += piece.readableBytes
      do { try await keep(piece, of: upload, count: count) } catch { failure = error }
    }
    if let failure { throw failure }
    guard count > 0 else { throw Refusal.brokenPicture }
  }

  private func keep(_ piece: ByteBuffer, of upload: Upload, count: Int) async throws {
    guard count <= Limits.pictureBytes else { throw Refusal.pictureTooLarge }
    try await files.run { [incoming] in
      try incoming.prepare()
      try piece.withUnsafeReadableBytes { try Files.append($0, to: upload.path) }
    }
  }

  /// Looks what the file is, and makes pictures of it in all sizes.
  ///
  /// It blocks.
  private func make(_ upload: Upload) throws {
    do {
      try decoder.checkInstalled()
      let file = try Files.read(upload.path, maxBytes: Limits.pictureBytes) ?? []
      try loadedCheck().check(file)
      try decoder.decode(
        upload.name, in: incoming.folder, bare: upload.bare, made: upload.made)
    } catch let error as Undecodable {
      logger.info("a picture could not be decoded", metadata: ["cause": "\(error)"])
      throw Refusal.brokenPicture
    } catch let error where error is Workshop.Missing || error is Sniffer.Missing {
      logger.error("pictures cannot be taken in", metadata: ["cause": "\(error)"])
      throw Refusal.noPicturesHere
    }
  }

  private func loadedCheck() throws -> PictureCheck {
    try check.withLock { check in
      let loaded = try check ?? PictureCheck()
      check = loaded
      return loaded
    }
  }

  /// Puts the files in place, then the row.
  private func take(_ upload: Upload, for user: UserID) async throws -> User {
    let picture = PictureID.make()
    arriving.withLock { _ = $0.insert(picture) }
    defer { arriving.withLock { _ = $0.remove(picture) } }
    do {
      try await files.run { [folder] in try folder.place(picture, of: user, upload.files) }
      return try await set(picture, of: user)
    } catch {
      // After a failed commit the next start asks the row itself.
      if (error as? Refusal)?.code != .unavailable { await discard(picture, of: user) }
      throw error
    }
  }

  /// Writes the row, then removes the files that it named before.
  private func set(_ picture: PictureID?, of user: UserID) async throws(Refusal) -> User {
    let answer = try await rows.commit(.setPicture(user, picture)).result.get()
    guard case .picture(let changed, let replaced) = answer else { throw .unavailable }
    if let replaced { await discard(replaced, of: user) }
    return changed
  }

  /// Removes the files of a picture that no row names any more.
  public func discard(_ picture: PictureID, of user: UserID) async {
    await tidy("a picture was left behind") { [folder] in
      try folder.remove(picture, of: user)
    }
  }

  /// Removes what is not needed any more; where that fails, the next start does it.
  private func tidy(_ failure: Logger.Message, _ work: @escaping @Sendable () throws -> Void) async
  {
    do { try await files.run(work) } catch {
      logger.warning(failure, metadata: ["cause": "\(error)"])
    }
  }

  // MARK: - Sweeping

  /// Removes what a crash left: unfinished uploads, and pictures that no row names.
  ///
  /// It may run beside everything else, and ends early when cancelled.
  public func sweep() async {
    do {
      try decoder.checkInstalled()
    } catch {
      logger.warning("pictures cannot be taken in", metadata: ["cause": "\(error)"])
    }
    do {
      try await files.run { [incoming] in try incoming.removeLeftovers() }
      for shard in try await files.run({ [folder] in try folder.shards() }) {
        for user in try await files.run({ [folder] in try folder.users(in: shard) }) {
          try Task.checkCancellation()
          try await sweep(user)
        }
      }
    } catch is CancellationError {
      return
    } catch {
      logger.warning("not all leftovers were removed", metadata: ["cause": "\(error)"])
    }
  }

  /// Removes the pictures of one user that no row names.
  private func sweep(_ user: UserID) async throws {
    let found = try await files.run { [folder] in try folder.pictures(of: user) }
    // Before the row is read: what is not arriving any more has its row, or never gets one.
    let left = arriving.withLock { found.subtracting($0) }
    guard !left.isEmpty else { return }
    let named = try await rows.pictures(user)
    for picture in left.subtracting(named) { await discard(picture, of: user) }
  }
}
