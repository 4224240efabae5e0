import HubbubDomain
import HubbubStore

extension MemoryState {
  mutating func write(_ new: NewPost) throws -> Outcome {
    let key = Key(new.key, of: new.author.id)
    if let earlier = postKeys[key] {
      guard let post = post(earlier, for: new.author.id), post.text.isSame(as: new.text),
        post.audience == new.audience
      else { return .refused(.keyReused) }
      return .repeated(.post(post))
    }
    guard posts[new.id] == nil, accounts[new.author.id] != nil else { throw Fault() }
    posts[new.id] = PostRow(new: new, number: posts.count)
    postKeys[key] = new.id
    guard let post = post(new.id, for: new.author.id) else { throw Fault() }
    let topic = new.audience.topic(of: new.author.id)
    let seq = append(.post(new.id), to: topic)
    return .done(.post(post), [Event(topic: topic, seq: seq, body: .post(post))])
  }

  mutating func deletePost(_ id: PostID, by user: UserID) -> Outcome {
    guard let post = posts[id], isSeen(post, by: user) else { return .refused(.noSuchPost) }
    guard post.new.author.id == user else {
      return .refused(Refusal(.forbidden, "Only its author can delete a post."))
    }
    posts[id]?.isDeleted = true
    let topic = post.new.audience.topic(of: user)
    let seq = append(.postDeleted(id), to: topic)
    return .done(.nothing, [Event(topic: topic, seq: seq, body: .postDeleted(id))])
  }

  mutating func like(_ isLiked: Bool, _ id: PostID, by user: UserID) throws -> Outcome {
    guard var row = posts[id], isSeen(row, by: user) else { return .refused(.noSuchPost) }
    let wasLiked = row.likers.contains(user)
    guard wasLiked != isLiked else {
      return .unchanged(.likes(Likes(row.likes, mine: wasLiked)))
    }
    guard accounts[user] != nil else { throw Fault() }
    if isLiked { row.likers.insert(user) } else { row.likers.remove(user) }
    row.likes = LikeCount(count: Int64(row.likers.count), version: row.likes.version + 1)
    posts[id] = row
    return .done(
      .likes(Likes(row.likes, mine: isLiked)),
      [
        Event(topic: .post(id), seq: nil, body: .likes(id, row.likes)),
        Event(
          topic: .user(user), seq: nil,
          body: .liked(id, mine: isLiked, version: row.likes.version)),
      ])
  }

  func post(_ id: PostID, for reader: UserID) -> Post? {
    guard let row = posts[id], isSeen(row, by: reader), let author = user(row.new.author.id) else {
      return nil
    }
    return Post(
      id: id, author: author, text: row.new.text, audience: row.new.audience,
      createdAt: row.new.createdAt, editedAt: nil,
      likes: Likes(row.likes, mine: row.likers.contains(reader)), comments: 0, key: row.new.key)
  }

  func isSeen(_ row: PostRow, by reader: UserID) -> Bool {
    !row.isDeleted && (row.new.audience == .public || row.new.author.id == reader)
  }

  func feed(for reader: UserID, before: PostID?, limit: Int) -> Page<Post, PostID> {
    var end = Int.max
    if let before {
      guard let row = posts[before] else { return Page(items: [], next: nil) }
      end = row.number
    }
    let all = posts.values.filter { $0.number < end && isSeen($0, by: reader) }
      .sorted { $0.number > $1.number }
    let items = all.prefix(limit).compactMap { post($0.new.id, for: reader) }
    return Page(items: items, next: all.count > limit ? items.last?.id : nil)
  }
}

extension String {
  /// Whether both are the same bytes: to Swift, two spellings of é are equal.
  func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
