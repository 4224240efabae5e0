public import HubbubDomain
public import HubbubStore

extension StoreConformance {
  static let media = [
    StoreCheck("a file is somebody's own until something shows it", keepsToOwner),
    StoreCheck("a file is kept once and forgotten with the last who has it", keepsOnce),
    StoreCheck("a person keeps no more than their share", keepsShare),
    StoreCheck("what is shown together is one's own and fits", fitsTogether),
    StoreCheck("other words for a picture are told wherever it is shown", tellsWords),
    StoreCheck("a file that was mended is told wherever it is shown, once", tellsMended),
    StoreCheck("what was never shown is forgotten after a while", forgetsDrafts),
  ]

  private static func keepsToOwner(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob) = (company.ada, company.bob.id)
    let id = try await store.addMedia(1, of: ada.id)
    findings.expect(try await store.shownMedia(id, for: bob), is: nil, "another's draft")
    let own = try await store.shownMedia(id, for: ada.id)
    findings.expect(own?.hash, is: .sample(1), "one's own draft")
    let post = NewPost(
      id: .make(), author: ada, key: "with", text: "", media: [id], audience: .public,
      createdAt: StoreCompany.noon)
    guard case .done(.post(let told), let events) = try await store.commit(.post(post)) else {
      return findings.note("a post with a picture was not written")
    }
    findings.expect(told.media.map(\.id), is: [id], "what the post shows")
    let read = try await store.read(.feed, after: 0, limit: 10, as: bob)
    findings.expect(read, is: events, "what another reads of it")
    findings.expect(
      try await store.shownMedia(id, for: bob), is: own, "what all may see")
    findings.expect(
      try await store.commit(.dropMedia(id, by: ada.id)), refusedAs: .forbidden,
      "letting go of what is shown")
    _ = try await store.commit(.deletePost(post.id, by: ada.id))
    findings.expect(try await store.ownMedia(id, of: ada.id), is: nil, "what nothing shows")
  }

  private static func keepsOnce(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let ids = [
      try await store.addMedia(1, of: company.ada.id),
      try await store.addMedia(1, of: company.bob.id),
    ]
    findings.expect(
      try await store.mediaFiles(after: nil, limit: 10).count, is: 1, "files of equal bytes")
    for (id, owner) in zip(ids, [company.ada.id, company.bob.id]) {
      let swept = try await store.commit(.sweepMedia(neverShownBefore: StoreCompany.noon, rows: 9))
      findings.expect(
        swept, is: .done(.mediaSwept([], pictures: []), []), "a sweep while one has it")
      _ = try await store.commit(.dropMedia(id, by: owner))
    }
    findings.expect(
      try await store.hasUnusedMedia(neverShownBefore: StoreCompany.noon), is: true,
      "whether there is something to sweep")
    let swept = try await store.commit(.sweepMedia(neverShownBefore: StoreCompany.noon, rows: 9))
    findings.expect(
      swept, is: .done(.mediaSwept([.sample(1)], pictures: []), []), "a sweep when nobody has it")
    findings.expect(try await store.mediaFile(.sample(1)), is: nil, "the file's row")
  }

  private static func keepsShare(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await StoreCompany.gather(in: store).ada.id
    _ = try await store.addMedia(1, of: ada)
    let full = NewMedia.sample(2, of: ada, quota: 19)
    findings.expect(
      try await store.commit(.keepMedia(full)), refusedAs: .quotaExceeded, "one byte too many")
    findings.expect(try await store.mediaBytes(of: ada), is: 10, "what is kept")
    let fits = NewMedia.sample(2, of: ada, quota: 20)
    guard case .done(.media, []) = try await store.commit(.keepMedia(fits)) else {
      return findings.note("what just fits was refused")
    }
  }

  private static func fitsTogether(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob) = (company.ada, company.bob)
    var pictures: [MediaID] = []
    for number in 1...5 { pictures.append(try await store.addMedia(UInt8(number), of: ada.id)) }
    let film = try await store.addMedia(9, of: ada.id, type: .mp4)
    let wrong: [([MediaID], User, Refusal.Code)] = [
      (pictures, ada, .invalid), ([pictures[0], film], ada, .invalid),
      ([film, film], ada, .invalid), ([film], bob, .notFound), ([.make()], ada, .notFound),
    ]
    for (media, author, code) in wrong {
      let post = NewPost(
        id: .make(), author: author, key: "k", text: "t", media: media, audience: .public,
        createdAt: StoreCompany.noon)
      findings.expect(
        try await store.commit(.post(post)), refusedAs: code, "a post with \(media.count)")
    }
  }

  private static func tellsWords(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let ada = company.ada
    let id = try await store.addMedia(1, of: ada.id)
    let post = NewPost(
      id: .make(), author: ada, key: "with", text: "", media: [id], audience: .me,
      createdAt: StoreCompany.noon)
    _ = try await store.commit(.post(post))
    let outcome = try await store.commit(.describeMedia(id, by: ada.id, alt: "a dog"))
    guard case .done(.media(let media), let events) = outcome else {
      return findings.note("nothing was described")
    }
    findings.expect(media.alt, is: "a dog", "the words")
    findings.expect(
      events.map(\.topic), is: [.user(ada.id)], "where it is told")
    let read = try await store.post(post.id, for: ada.id)
    findings.expect(read?.media.first?.alt, is: "a dog", "what is read")
    findings.expect(read?.editedAt, is: nil, "that the post was not edited")
    let again = try await store.commit(.describeMedia(id, by: ada.id, alt: "a dog"))
    findings.expect(again, is: .unchanged(.media(media)), "the same words again")
    findings.expect(
      try await store.commit(.describeMedia(id, by: company.bob.id, alt: "mine")),
      refusedAs: .notFound, "another's words")
  }

  private static func tellsMended(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, bob) = (company.ada, company.bob)
    let both = [try await store.addMedia(1, of: ada.id), try await store.addMedia(1, of: ada.id)]
    let others = [try await store.addMedia(1, of: bob.id), try await store.addMedia(2, of: bob.id)]
    let posts = try await store.addPosts([(ada, both), (bob, others)])
    let mended = MediaFile(
      hash: .sample(1), facts: .init(type: .jpeg, bytes: 12, variants: [.thumb]))
    let outcome = try await store.commit(.mendMedia(mended))
    guard case .done(.nothing, let events) = outcome else {
      return findings.note("nothing was mended")
    }
    findings.expect(events.map(\.topic), is: [.feed, .feed], "where it is told")
    findings.expect(try await store.mediaFile(.sample(1)), is: mended, "the file's row")
    let read = try await store.read(.feed, after: 2, limit: 10, as: bob.id)
    findings.expect(read, is: events, "what is read of it")
    for (post, bytes) in zip(posts, [[12, 12], [12, 10]] as [[Int64]]) {
      let shown = try await store.post(post, for: ada.id)?.media.map(\.facts.bytes)
      findings.expect(shown, is: bytes, "the bytes of what a post shows")
    }
    findings.expect(try await store.mediaBytes(of: ada.id), is: 24, "what is kept")
    findings.expect(
      try await store.media(of: ada.id, after: nil, limit: 9).map(\.shownBy),
      is: [[.post(posts[0])], [.post(posts[0])]], "what shows it")
    for again in [mended, MediaFile(hash: .sample(9), facts: mended.facts)] {
      findings.expect(
        try await store.commit(.mendMedia(again)), is: .unchanged(.nothing), "again, or nobody's")
    }
  }

  private static func forgetsDrafts(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await StoreCompany.gather(in: store).ada.id
    let id = try await store.addMedia(1, of: ada)
    for (time, isThere) in [
      (StoreCompany.noon, true), (StoreCompany.noon + .milliseconds(1), false),
    ] {
      _ = try await store.commit(.sweepMedia(neverShownBefore: time, rows: 9))
      findings.expect(
        try await store.ownMedia(id, of: ada) != nil, is: isThere, "the draft at \(time)")
    }
  }
}

extension Store {
  /// Posts for all, each of which shows something.
  fileprivate func addPosts(_ shown: [(User, [MediaID])]) async throws -> [PostID] {
    var posts: [PostID] = []
    for (author, media) in shown {
      let post = NewPost(
        id: .make(), author: author, key: "shows", text: "", media: media, audience: .public,
        createdAt: StoreCompany.noon)
      _ = try await commit(.post(post))
      posts.append(post.id)
    }
    return posts
  }

  /// Takes in a file of ten bytes; the number says which.
  public func addMedia(
    _ number: UInt8, of owner: UserID, type: MediaType = .jpeg
  ) async throws -> MediaID {
    let new = NewMedia.sample(number, of: owner, type: type)
    _ = try await commit(.keepMedia(new))
    return new.id
  }
}

extension MediaFile.Hash {
  static func sample(_ number: UInt8) -> Self { Self([UInt8](repeating: number, count: 32)) }
}

extension NewMedia {
  static func sample(
    _ number: UInt8, of owner: UserID, type: MediaType = .jpeg, quota: Int64 = 1_000
  ) -> NewMedia {
    NewMedia(
      id: .make(), owner: owner,
      file: MediaFile(hash: .sample(number), facts: .init(type: type, bytes: 10)), quota: quota,
      createdAt: StoreCompany.noon)
  }
}
