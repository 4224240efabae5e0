import HubbubDomain

/// A picture, film or sound of somebody's in their export.
struct MediaItem: Encodable {
  private let owned: OwnedMedia
  private let figure: ExportFigure

  init(_ owned: OwnedMedia, _ files: ExportedFiles) {
    self.owned = owned
    figure = files.figure(of: Media(id: owned.id, facts: owned.file.facts, alt: owned.alt))
  }

  /// The same as one of a list.
  var exported: ExportItem {
    ExportItem(self, text: owned.alt, note: note, at: owned.createdAt, figures: [figure])
  }

  private var note: String {
    let facts = owned.file.facts
    let words = figure.words
    let places = owned.shownBy.map(words.name(of:)).joined(separator: ", ")
    let parts = [
      words.name(of: facts.type.kind), facts.size.map { "\($0.width) × \($0.height)" },
      facts.seconds.map { words.say(.seconds, ["count": "\($0)"]) },
      places.isEmpty ? words.say(.shownNowhere) : words.say(.shownBy, ["places": places]),
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private enum Key: String, CodingKey {
    case id, alt, createdAt, posts, messages, file
  }

  private struct Place: Encodable {
    let conversation: ConversationID
    let seq: Int64
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try owned.file.facts.told.encode(to: encoder)
    try container.encode(owned.id, forKey: .id)
    try container.encode(owned.alt, forKey: .alt)
    try container.encode(owned.createdAt, forKey: .createdAt)
    try container.encode(owned.shownBy.compactMap(\.post), forKey: .posts)
    try container.encode(
      owned.shownBy.compactMap(\.message).map { Place(conversation: $0.conversation, seq: $0.seq) },
      forKey: .messages)
    // Null, not left out: that it is not there is said.
    try container.encode(figure.name, forKey: .file)
  }
}

extension Shower {
  fileprivate var post: PostID? {
    if case .post(let id) = self { id } else { nil }
  }

  fileprivate var message: MessagePlace? {
    if case .message(let place) = self { place } else { nil }
  }
}
