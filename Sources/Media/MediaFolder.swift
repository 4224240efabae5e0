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

  /// Puts forms in place that were made anew, each instead of the one that is there.
  ///
  /// No form that is there is gone at any moment. When this returns, they are on the disk.
  ///
  /// - Parameter made: the folder with the forms, which are moved.
  func complete(_ hash: MediaFile.Hash, _ made: String) throws {
    let names = try Files.names(in: made)
    for name in names { try Files.sync("\(made)/\(name)") }
    try Files.makeFolder(folder(of: hash))
    for name in names { try Files.move("\(made)/\(name)", to: self.path(of: name, hash)) }
    for path in [folder(of: hash), shard(of: hash), path, path + "/.."] { try Files.sync(path) }
  }

  /// What of a file's forms is not as its row has it.
  func faults(of file: MediaFile) throws -> [FormFault] { try look(at: file).faults }

  /// Looks which of a file's forms are there, and how large they are together.
  func look(at file: MediaFile) throws -> (faults: [FormFault], count: Int, bytes: Int64) {
    let names = Self.names(of: file.facts.type.kind, file.facts.variants)
    let sizes = try names.map { try size(of: $0, file.hash) }
    let missing = zip(names, sizes).filter { $0.1 == nil }.map { FormFault.missing($0.0) }
    let there = sizes.compactMap { $0 }
    let bytes = there.reduce(0, +)
    let isOther = missing.isEmpty && bytes != file.facts.bytes
    return (isOther ? [.size(bytes)] : missing, there.count, bytes)
  }

  /// Removes a file in all forms.
  func remove(_ hash: MediaFile.Hash) throws { try Files.removeFolder(folder(of: hash)) }

  /// The names of the forms of a file of one kind.
  static func names(of kind: MediaKind, _ variants: [MediaVariant]) -> [String] {
    (kind == .image ? [] : [original]) + variants.map(\.fileName)
  }

  /// How many bytes one form has; nil where it is not there.
  func size(of name: String, _ hash: MediaFile.Hash) throws -> Int64? {
    try Files.size(path(of: name, hash))
  }

  /// The path of one form.
  func path(of name: String, _ hash: MediaFile.Hash) -> String { "\(folder(of: hash))/\(name)" }

  // MARK: - Looking around

  /// The first two digits of the hashes that are there.
  func shards() throws -> [String] { try Files.names(in: path).filter { $0.count == 2 } }

  /// The files that begin so.
  func hashes(in shard: String) throws -> [MediaFile.Hash] {
    try Files.names(in: "\(path)/\(shard)").compactMap(MediaFile.Hash.init(hex:))
  }

  /// Where all forms of one lie.
  func folder(of hash: MediaFile.Hash) -> String { "\(shard(of: hash))/\(hash.hex)" }

  // MARK: - Private

  private func shard(of hash: MediaFile.Hash) -> String { "\(path)/\(hash.hex.prefix(2))" }
}

/// What is wrong with one form of a file, or with all of them together.
enum FormFault: Equatable {
  /// This one is not there.
  case missing(String)
  /// All are there, and have so many bytes in place of those the row knows.
  case size(Int64)
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
