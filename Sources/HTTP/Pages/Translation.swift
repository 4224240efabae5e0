import FoundationEssentials
import HubbubDomain
import NIOCore

/// The texts of the pages in one language.
///
/// The English text is the key.
struct Translation: Sendable {
  /// Where the texts lie, a folder for each language.
  static let folder = "languages/"
  /// As it is written in the files.
  static let english = Translation(language: .english, texts: [:])

  let language: Language
  private let texts: [String: String]

  private init(language: Language, texts: [String: String]) {
    self.language = language
    self.texts = texts
  }

  /// Reads all of a language's files; nil where there are none.
  ///
  /// - Throws: ``CannotReadPages`` when one of them is no list of texts.
  init?(to language: Language, in files: [WebFile]) throws(CannotReadPages) {
    let own = files.filter { $0.path.hasPrefix("\(Self.folder)\(language.rawValue)/") }
    if own.isEmpty { return nil }
    var texts: [String: String] = [:]
    for file in own {
      texts.merge(try Self.read(file)) { first, _ in first }
    }
    self.init(language: language, texts: texts)
  }

  private static func read(_ file: WebFile) throws(CannotReadPages) -> [String: String] {
    do {
      return try JSONDecoder().decode(
        [String: String].self, from: Data(file.bytes.readableBytesView))
    } catch {
      throw CannotReadPages(folder: file.path, reason: "\(error)")
    }
  }

  /// The text for an English one; the English one where there is none.
  ///
  /// - Parameter sense: which of its meanings, where it has several.
  func text(_ english: String, sense: String? = nil) -> String {
    sense.flatMap { texts["\(english) [\($0)]"] } ?? texts[english] ?? english
  }

  /// A file as it is read in this language.
  ///
  /// What is for other programs stays as it is.
  ///
  /// - Complexity: O(n).
  func of(_ file: WebFile) -> WebFile {
    guard let type = ContentType(path: file.path), !file.path.hasPrefix("client/") else {
      return file
    }
    let bytes: ByteBuffer? =
      switch type {
      case .page: PageTranslator.translate(file.bytes, to: self)
      case .script: ScriptTranslator.translate(file.bytes, to: self)
      case .style: values(of: ["content: "], in: file.bytes)
      case .manifest: manifest(file.bytes)
      case .declarations, .drawing, .picture, .icon: nil
      }
    return bytes.map { WebFile(path: file.path, bytes: $0) } ?? file
  }

  private func manifest(_ bytes: ByteBuffer) -> ByteBuffer {
    let named = values(of: ["\"name\": ", "\"short_name\": ", "\"description\": "], in: bytes)
    let lines = String(buffer: named).split(
      separator: "\"lang\": \"en\"", omittingEmptySubsequences: false)
    return ByteBuffer(string: lines.joined(separator: "\"lang\": \"\(language.rawValue)\""))
  }

  /// Translates each text in quotes that follows one of `names`, where there is more than signs in it.
  private func values(of names: [String], in bytes: ByteBuffer) -> ByteBuffer {
    ByteBuffer(
      string: names.reduce(String(buffer: bytes)) { whole, name in
        let parts = whole.split(separator: "\(name)\"", omittingEmptySubsequences: false)
        let told = parts.dropFirst().map { part -> String in
          let value = String(part.prefix { $0 != "\"" })
          return text(value) + part.dropFirst(value.count)
        }
        return ([String(parts[0])] + told).joined(separator: "\(name)\"")
      })
  }
}
