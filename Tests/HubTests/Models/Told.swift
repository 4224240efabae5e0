/// Where something is told, in a model's words: people and posts have numbers.
enum ModelTopic: Hashable, Sendable {
  case user(Int)
  case person(Int)
  case post(Int)
  case feed
  /// What is numbered in a conversation.
  case conversation(Int)
  /// How far a person has read a conversation, as its members are told.
  case mark(Int, of: Int)
  /// How much waits for oneself in a conversation.
  case unread(Int)
  /// How much waits on one's bell.
  case bell
}

/// What each of some listeners was told, by topic: no order holds between topics.
struct Told: Equatable, Sendable {
  private var stories: [[ModelTopic: [String]]]

  init(listeners: Int) { stories = Array(repeating: [:], count: listeners) }

  mutating func tell(_ listener: Int, on topic: ModelTopic, _ what: String) {
    stories[listener][topic, default: []].append(what)
  }

  /// Tells a value that a newer one takes the place of.
  mutating func show(_ listener: Int, on topic: ModelTopic, _ what: String) {
    stories[listener][topic] = [what]
  }

  /// One more listens, who has heard nothing.
  mutating func admit() { stories.append([:]) }

  /// What a listener who is gone was told is nobody's business any more.
  mutating func forget(_ listener: Int) { stories[listener] = [:] }

  /// Where this and another account of the same part, a line each.
  func differences(from found: Told) -> [String] {
    var lines: [String] = []
    for (listener, (mine, theirs)) in zip(stories, found.stories).enumerated() {
      for topic in Set(mine.keys).union(theirs.keys) where mine[topic] != theirs[topic] {
        lines.append(
          "listener \(listener) on \(topic): expected \(mine[topic] ?? []), found \(theirs[topic] ?? [])"
        )
      }
    }
    return lines.sorted()
  }
}
