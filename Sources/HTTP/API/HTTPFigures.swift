import HubbubDomain

/// What was answered over HTTP, as `GET /api/stats` tells it.
struct HTTPFigures: Encodable {
  struct Answer: Encodable {
    let method: String
    let route: String
    let status: Int
    let count: Int
  }

  let answers: [Answer]
  /// By the refusal's code.
  let refusals: [String: Int]

  /// Sorted by route, so that two readings can be compared line by line.
  init(_ counts: HTTPCounts) {
    answers = counts.answers.map { answered, count in
      Answer(
        method: answered.method, route: answered.route, status: answered.status, count: count)
    }.sorted { ($0.route, $0.method, $0.status) < ($1.route, $1.method, $1.status) }
    refusals = Dictionary(
      uniqueKeysWithValues: counts.refusals.map { ($0.key.rawValue, $0.value) })
  }
}
