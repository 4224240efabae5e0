public import HubbubDomain

/// Looks whether each file of media that a row names is there, and whether a row names each
/// that is there.
///
/// It changes nothing but what it is told to remove. Each call blocks.
///
/// - Bounds: ``Limits/lookedAtRows`` are in memory, and the names in one folder.
public struct MediaInspection {
  /// The rows that name files, as they are when they are asked.
  public struct Rows {
    let files: (_ after: MediaFile.Hash?, _ limit: Int) throws -> [HeldFile]
    let file: (MediaFile.Hash) throws -> HeldFile?
    let pictures: (_ after: UserID?, _ limit: Int) throws -> [ChosenPicture]
    let named: (UserID) throws -> Set<PictureID>

    public init(
      files: @escaping (_ after: MediaFile.Hash?, _ limit: Int) throws -> [HeldFile],
      file: @escaping (MediaFile.Hash) throws -> HeldFile?,
      pictures: @escaping (_ after: UserID?, _ limit: Int) throws -> [ChosenPicture],
      named: @escaping (UserID) throws -> Set<PictureID>
    ) {
      (self.files, self.file) = (files, file)
      (self.pictures, self.named) = (pictures, named)
    }
  }

  /// What was looked at.
  public struct Count: Equatable, Sendable {
    /// That name files.
    public var rows = 0
    /// That a row names.
    public var files = 0
    public var bytes: Int64 = 0
    /// Files whose hash was made again.
    public var hashed = 0
  }

  public typealias Tell = (MediaFault) throws -> Void

  public private(set) var count = Count()
  let root: String
  let folder: MediaFolder
  let pictures: PictureFolder
  let rows: Rows
  /// Whether nobody else changes anything meanwhile.
  let isAlone: Bool
  private let isHashing: Bool

  /// - Parameters:
  ///   - path: the folder of all media; that there is none is no fault by itself.
  ///   - isAlone: false beside a server, whose uploads are under way.
  ///   - isHashing: whether all bytes are read of what still has the hash it lies under.
  public init(path: String, rows: Rows, isAlone: Bool, isHashing: Bool = false) {
    root = path
    folder = MediaFolder(path: MediaPart.files.path(in: path))
    pictures = PictureFolder(path: MediaPart.avatars.path(in: path))
    (self.rows, self.isAlone, self.isHashing) = (rows, isAlone, isHashing)
  }

  /// Looks at everything, and tells of each fault once.
  ///
  /// Beside a server a file may come or go between two looks at it: what is found by two
  /// whole looks, some seconds apart, is a fault.
  ///
  /// - Throws: what the rows, the disk or `tell` throw.
  public mutating func look(_ tell: Tell) throws {
    count = Count()
    try Self.eachPage(rows.files, from: \.hash) { try look(at: $0, tell) }
    try Self.eachPage(rows.pictures, from: \.user) { try look(at: $0, tell) }
    try lookAround(tell)
  }

  /// Removes what nobody has anything of.
  public func remove(_ fault: MediaFault) throws {
    precondition(fault.isRemovable, "somebody may have this")
    try Files.removeFolder(root + fault.path.dropFirst(Self.name.count))
  }

  // MARK: - What the rows name

  private static func eachPage<Row, Key>(
    _ read: (Key?, Int) throws -> [Row], from key: (Row) -> Key, _ body: (Row) throws -> Void
  ) throws {
    var after: Key?
    repeat {
      let some = try read(after, Limits.lookedAtRows)
      for row in some { try body(row) }
      after = some.last.map(key)
    } while after != nil
  }

  private mutating func look(at held: HeldFile, _ tell: Tell) throws {
    count.rows += 1
    // Of one that nobody has, a server that runs takes the row away, then the files.
    guard held.holder != nil else { return }
    guard let facts = held.facts else {
      return try tell(fault(.unreadable, folder.folder(of: held.hash), held, "has a damaged row"))
    }
    let found = try folder.look(at: MediaFile(hash: held.hash, facts: facts))
    count.files += found.count
    count.bytes += found.bytes
    for fault in found.faults { try tell(self.fault(fault, held, facts)) }
    if found.faults.isEmpty, isHashing { try hash(held, facts, tell) }
  }

  private func fault(
    _ fault: FormFault, _ held: HeldFile, _ facts: MediaFile.Facts
  ) -> MediaFault {
    switch fault {
    case .missing(let name):
      self.fault(.lost, folder.path(of: name, held.hash), held, "is not there")
    case .size(let bytes):
      self.fault(
        .otherSize, folder.folder(of: held.hash), held,
        "has \(bytes) bytes in place of \(facts.bytes)")
    }
  }

  /// Of pictures nothing is left that was sent, and a place was written over in some films.
  private mutating func hash(
    _ held: HeldFile, _ facts: MediaFile.Facts, _ tell: Tell
  ) throws {
    guard facts.type.kind != .image, facts.removed.isEmpty else { return }
    let path = folder.path(of: MediaFolder.original, held.hash)
    count.hashed += 1
    guard try Digest.ofFile(path) != held.hash else { return }
    try tell(fault(.otherBytes, path, held, "is not what was sent"))
  }

  private mutating func look(at chosen: ChosenPicture, _ tell: Tell) throws {
    count.rows += 1
    for size in PictureFolder.sizes {
      let path = pictures.file(chosen.picture, of: chosen.user, size)
      if let bytes = try Files.size(path) {
        count.files += 1
        count.bytes += bytes
      } else {
        let whose = "the profile picture of \(chosen.username)"
        try tell(MediaFault(.lost, shown(path), "\(shown(path)) is not there: \(whose)"))
      }
    }
  }

  // MARK: - Faults

  private func fault(
    _ kind: MediaFault.Kind, _ path: String, _ held: HeldFile, _ what: String
  ) -> MediaFault {
    MediaFault(
      kind, shown(path), "\(shown(path)) \(what): \(held.spoken)", of: held.holder)
  }

  /// A path as it is told: from the data folder on.
  func shown(_ path: String) -> String { Self.name + path.dropFirst(root.count) }

  private static let name = "media"
}
