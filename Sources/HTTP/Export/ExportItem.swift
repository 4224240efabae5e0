import HubbubDomain

/// One thing in an export: as JSON for programs, and as a line for people.
struct ExportItem {
  let json: [UInt8]
  /// What is read first.
  let text: String
  /// What is said of it: where, with whom, for whom.
  let note: String
  let at: Timestamp?
  /// What is shown with it.
  let figures: [ExportFigure]

  init(
    _ thing: some Encodable, text: String = "", note: String = "", at time: Timestamp? = nil,
    figures: [ExportFigure] = []
  ) {
    (json, self.text, self.note, at, self.figures) = (thing.json, text, note, time, figures)
  }

  /// The line, with nothing in it that a browser could take for markup.
  var html: String {
    let time = at.map { "<time>\($0)</time> " } ?? ""
    let note = note.isEmpty ? "" : "<small>\(note.escapedForHTML)</small>"
    let text = text.isEmpty ? "" : "<p>\(text.escapedForHTML)</p>"
    return "<li>\(time)\(note)\(text)\(figures.map(\.html).joined())</li>\n"
  }
}

extension String {
  /// The same as text of HTML, in an attribute too.
  ///
  /// By scalars: a mark that joins what follows it would hide a `<` within a character.
  ///
  /// - Source: WHATWG HTML §13.3, "Escaping a string".
  var escapedForHTML: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
