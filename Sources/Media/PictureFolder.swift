import HubbubDomain

/// Where profile pictures lie: a folder for each user, two files for each picture.
///
/// Users lie in folders by the last two digits of their id, which are random;
/// the first are the time, and the same for everybody. Each call blocks.
struct PictureFolder: Sendable {
  /// The sizes that each picture is kept in, in pixels each way.
  static let sizes = [Limits.listPicturePixels, Limits.profilePicturePixels]

  let path: String

  /// Puts a picture in place; when this returns, it is on the disk.
  ///
  /// - Parameters:
  ///   - files: the file of each size, which is moved.
  func place(_ picture: PictureID, of user: UserID, _ files: [Int: String]) throws {
    let folder = folder(of: user)
    try Files.makeFolder(folder)
    for (size, file) in files {
      try Files.sync(file)
      try Files.move(file, to: self.file(picture, of: user, size))
    }
    for path in [folder, shard(of: user), path, path + "/.."] { try Files.sync(path) }
  }

  /// The bytes of a picture; nil where there is none.
  func read(_ picture: PictureID, of user: UserID, _ size: Int) throws -> [UInt8]? {
    try Files.read(file(picture, of: user, size), maxBytes: Limits.madePictureBytes)
  }

  /// Removes a picture in all sizes.
  func remove(_ picture: PictureID, of user: UserID) throws {
    for size in Self.sizes { try Files.remove(file(picture, of: user, size)) }
  }

  // MARK: - Looking around

  /// Folders of users, by the last two digits of their ids.
  func shards() throws -> [String] { try Files.names(in: path) }

  /// The users who have a folder in a shard.
  func users(in shard: String) throws -> [UserID] {
    try Files.names(in: "\(path)/\(shard)").compactMap { UserID($0) }
  }

  /// The pictures of which a user has a file.
  func pictures(of user: UserID) throws -> Set<PictureID> {
    let names = try Files.names(in: folder(of: user))
    return Set(names.compactMap { PictureID(String($0.prefix(36))) })
  }

  /// The picture of which this is one file's name; nil for what none is called.
  static func picture(named name: String) -> PictureID? {
    PictureID(String(name.prefix(36))).flatMap { picture in
      sizes.contains { name == Self.name(picture, $0) } ? picture : nil
    }
  }

  func file(_ picture: PictureID, of user: UserID, _ size: Int) -> String {
    "\(folder(of: user))/\(Self.name(picture, size))"
  }

  func folder(of user: UserID) -> String { "\(shard(of: user))/\(user)" }

  // MARK: - Private

  private static func name(_ picture: PictureID, _ size: Int) -> String {
    "\(picture)-\(size).webp"
  }

  private func shard(of user: UserID) -> String { "\(path)/\(user.description.suffix(2))" }
}
