import HubbubDomain

/// Where media lie: a folder for each file that was sent, with all its forms.
///
/// Its name is the file's hash. Each call blocks. They lie in folders by the first two digits of the hash.
struct MediaFolder: Sendable {
  /// The name of what was sent, where it is kept.
  static let original = "original"

  let path: String

  /// Puts a file's forms in place; when this returns, they are on the disk.
  ///
  /// What lay there before, which no row named, goes.
  ///
  /// - Parameter made: the folder with the forms, which is moved.
  func place(_ hash: MediaFile.Hash, _ made: String) throws {
    for name in try Files.names(in: made) { try Files.sync("\(made)/\(name)") }
    try Files.sync(made)
    try Files.makeFolder(shard(of: hash))
    try Files.removeFolder(folder(of: hash))
    try Files.move(made, to: folder(of: hash))
    for path in [shard(of: hash), path, path + "/.."] { try Files.sync(path) }
  }

  /// Removes a file in all forms.
  func remove(_ hash: MediaFile.Hash) throws { try Files.removeFolder(folder(of: hash)) }

  /// The path of one form.
  func path(of name: String, _ hash: MediaFile.Hash) -> String { "\(folder(of: hash))/\(name)" }

  // MARK: - Looking around

  /// The first two digits of the hashes that are there.
  func shards() throws -> [String] { try Files.names(in: path).filter { $0.count == 2 } }

  /// The files that begin so.
  func hashes(in shard: String) throws -> [MediaFile.Hash] {
    try Files.names(in: "\(path)/\(shard)").compactMap(MediaFile.Hash.init(hex:))
  }

  // MARK: - Private

  private func folder(of hash: MediaFile.Hash) -> String { "\(shard(of: hash))/\(hash.hex)" }

  private func shard(of hash: MediaFile.Hash) -> String { "\(path)/\(hash.hex.prefix(2))" }
}

extension MediaFile.Hash {
  /// 64 digits.
  var hex: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] })
  }

  /// Nil for what ``hex`` never gives.
  init?(hex: String) {
    let digits = hex.utf8.map { digit -> UInt8? in
      switch digit {
      case 0x30...0x39: digit - 0x30
      case 0x61...0x66: digit - 0x61 + 10
      default: nil
      }
    }
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: 64, by: 2) {
      guard let high = digits[place], let low = digits[place + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    self.init(bytes)
  }
}
