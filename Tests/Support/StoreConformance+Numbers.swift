import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let numbers = [
    StoreCheck("a topic's numbers have no hole", hasNoHole),
    StoreCheck("a batch is carried out in its order", keepsOrder),
    StoreCheck("what writes nothing takes no number", takesNoNumber),
    StoreCheck("the head is the last number told", headsAreLast),
  ]

  private static func hasNoHole(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    var told: [Topic: [Int64]] = [:]
    for round in 0..<5 {
      let batch: [Change] = [
        company.message("hello", by: company.ada, key: "a\(round)"),
        .join(company.room, company.eve, at: StoreCompany.noon),
        company.post("news", by: company.ada, key: "p\(round)"),
        company.message("hi", by: company.eve, key: "e\(round)"),
        company.post("mine", by: company.ada, key: "m\(round)", audience: .me),
        .leave(company.room, company.eve),
        company.message("bye", by: company.bob, key: "b\(round)"),
      ]
      for event in try await store.commit(batch).flatMap(\.events) {
        if let seq = event.seq { told[event.topic, default: []].append(seq) }
      }
    }
    // Opening the room and Bob's joining came before: on the room and on Ada's own topic.
    let before: [Topic: Int64] = [.conversation(company.room): 2, .user(company.ada.id): 1]
    for (topic, seqs) in told {
      let first = (before[topic] ?? 0) + 1
      findings.expect(seqs, is: Array(first..<first + Int64(seqs.count)), "what \(topic) told")
    }
    findings.expect(told.count, is: 4, "how many topics told something")
  }

  private static func keepsOrder(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let batch = (0..<50).map { index in
      company.message(
        "\(index)", by: index.isMultiple(of: 2) ? company.ada : company.bob, key: "k\(index)",
        after: Int64(50 - index))
    }
    let outcomes = try await store.commit(batch)
    findings.expect(
      outcomes.map(\.messageSeq), is: (0..<50).map { Int64($0 + 3) }, "the seqs answered")
    let texts = try await company.messages().map(\.text)
    findings.expect(texts, is: (0..<50).map { "\($0)" }, "the history, whatever the clock said")
  }

  private static func takesNoNumber(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let first = try await store.commit(company.message("once", by: company.ada, key: "k"))
    let outcomes = try await store.commit([
      company.message("once", by: company.ada, key: "k"),
      company.message("other", by: company.ada, key: "k"),
      company.message("let me in", by: company.eve, key: "k"),
      .join(company.room, company.bob, at: StoreCompany.noon),
      .leave(company.room, company.eve),
      company.message("twice", by: company.ada, key: "k2"),
    ])
    findings.expect(outcomes.map { !$0.events.isEmpty }.lastIndex(of: true), is: 5, "who told last")
    findings.expect(outcomes.flatMap(\.events).count, is: 1, "how many events were told")
    findings.expect(first.messageSeq, is: 3, "the first message's seq")
    findings.expect(outcomes.last?.messageSeq, is: 4, "the next message's seq")
  }

  private static func headsAreLast(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let id = try await store.addPost("news", by: company.ada).id
    try await store.make(.like(id, by: company.bob.id, at: StoreCompany.noon))
    try await store.addMessage("hello", by: company.bob, in: company.room)
    let topics: [Topic] = [
      .conversation(company.room), .feed, .user(company.ada.id), .user(company.eve.id), .post(id),
      .person(company.ada.id),
    ]
    let heads = try await store.heads(topics)
    findings.expect(
      topics.map { heads[$0] }, is: [3, 1, 2, 0, 0, 0].map { Extent(floor: 0, head: $0) },
      "the extents of \(topics)")
    let log = try await company.log()
    findings.expect(log.last?.seq, is: 3, "the last number read")
  }
}
