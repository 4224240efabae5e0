/// One of the indexes of words, and whose words it holds.
enum SearchIndex: String, CaseIterable {
  case message, post, person

  /// The index itself.
  var table: String { rawValue + "_text" }

  /// Where its texts are.
  var source: String {
    switch self {
    case .message: "message"
    case .post: "post"
    case .person: "person_words"
    }
  }

  /// The column of ``source`` that is the row's number in the index.
  var row: String {
    switch self {
    case .message: "position"
    case .post, .person: "number"
    }
  }

  /// The columns that hold words, as a statement lists them.
  var columns: String {
    switch self {
    case .message, .post: "text"
    case .person: "username, display_name, bio"
    }
  }
}
