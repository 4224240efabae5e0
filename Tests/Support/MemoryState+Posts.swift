import HubbubDomain
import HubbubStore

extension MemoryState {
  mutating func write(_ new: NewPost) throws -> Outcome {
    let key = Key(new.key, of: new.author.id)
    if let earlier = postKeys[key] {
      guard let post = post(earlier, for: new.author.id), post.text.isSame(as: new.text),
        post.audience == new.audience, post.media.map(\.id) == new.media
      else { return .refused(.keyReused) }
      return .repeated(.post(post))
    }
    if let refusal = refusalToShow(new.media, by: new.author.id) { return .refused(refusal) }
    guard !isDisabled(new.author.id) else { return .refused(.accountClosed) }
    guard posts[new.id] == nil, accounts[new.author.id] != nil else { throw Fault() }
    posts[new.id] = PostRow(
      new: new, number: posts.count, text: new.text, media: new.media, audience: new.audience)
    postKeys[key] = new.id
    guard let row = posts[new.id] else { throw Fault() }
    let post = shown(row, by: new.author, isLiked: false)
    let topic = new.audience.topic(of: new.author.id)
    let seq = append(.post(new.id), to: topic)
    let told = Event(
      topic: topic, seq: seq, body: .post(post), hiddenFrom: hidden(post, in: topic))
    return .done(
      .post(post),
      [told]
        + ringMentioned(in: new.text, by: new.author, new.id, passing: [], at: new.createdAt))
  }

  func hidden(_ post: Post, in topic: Topic) -> Set<UserID> {
    topic == .feed ? hidden(from: post.author.id) : []
  }

  mutating func edit(
    _ id: PostID, by user: UserID, _ edit: PostEdit, at time: Timestamp
  ) -> Outcome {
    guard let before = post(id, for: user) else { return .refused(.noSuchPost) }
    guard !isDisabled(user) else { return .refused(.accountClosed) }
    guard before.author.id == user else {
      return .refused(Refusal(.forbidden, "Only its author can change a post."))
    }
    let (text, audience) = (edit.text ?? before.text, edit.audience ?? before.audience)
    let media = edit.media ?? before.media.map(\.id)
    if let shown = edit.media, let refusal = refusalToShow(shown, by: user) {
      return .refused(refusal)
    }
    guard !text.isBlank || !media.isEmpty else { return .refused(.emptyPost) }
    let isOther = !text.isSame(as: before.text) || media != before.media.map(\.id)
    guard isOther || audience != before.audience else { return .unchanged(.post(before)) }
    posts[id]?.text = text
    posts[id]?.media = media
    posts[id]?.audience = audience
    forgetUnshown(before.media.map(\.id))
    if isOther { posts[id]?.editedAt = time }
    guard let after = post(id, for: user), let row = posts[id] else { return .failed }
    let rung = ringMentioned(in: text, by: after.author, id, passing: [], at: time)
    let bells = audience == before.audience ? [] : waiting(for: id).map(bell)
    let (old, new) = (before.audience.topic(of: user), after.audience.topic(of: user))
    let shown = shown(row, by: after.author, isLiked: false)
    let hiding = hidden(shown, in: new)
    guard old != new else {
      let seq = append(.postEdited(id), to: new)
      let event = Event(topic: new, seq: seq, body: .postEdited(shown), hiddenFrom: hiding)
      return .done(.post(after), [event] + rung + bells)
    }
    let gone = append(.postDeleted(id), to: old)
    let seq = append(.post(id), to: new)
    return .done(
      .post(after),
      [
        Event(topic: old, seq: gone, body: .postDeleted(id)),
        Event(topic: new, seq: seq, body: .post(shown), hiddenFrom: hiding),
      ] + rung + bells)
  }

  func shown(_ row: PostRow, by author: User, isLiked: Bool) -> Post {
    Post(
      id: row.new.id, author: author, text: row.text, media: row.media.compactMap(media),
      audience: row.audience, createdAt: row.new.createdAt, editedAt: row.editedAt,
      likes: Likes(row.likes, mine: isLiked), comments: Int64(row.comments.count { !$0.isDeleted }),
      key: row.new.key)
  }

  mutating func deletePost(_ id: PostID, by user: UserID) -> Outcome {
    guard let post = posts[id], isSeen(post, by: user) else { return .refused(.noSuchPost) }
    guard post.new.author.id == user else {
      return .refused(Refusal(.forbidden, "Only its author can delete a post."))
    }
    return .done(.nothing, removePost(id))
  }

  mutating func removePost(_ id: PostID) -> [Event] {
    guard let post = posts[id], !post.isDeleted else { return [] }
    posts[id]?.isDeleted = true
    posts[id]?.media = []
    forgetUnshown(post.media)
    let waiting = waiting(for: id)
    for owner in bells.keys { bells[owner]?.removeAll { $0.post == id } }
    let topic = post.audience.topic(of: post.new.author.id)
    let seq = append(.postDeleted(id), to: topic)
    return [Event(topic: topic, seq: seq, body: .postDeleted(id))] + waiting.map(bell)
  }

  mutating func like(
    _ isLiked: Bool, _ id: PostID, by user: UserID, at time: Timestamp?
  ) throws -> Outcome {
    guard var row = posts[id], isSeen(row, by: user) else { return .refused(.noSuchPost) }
    guard !isDisabled(user) else { return .refused(.accountClosed) }
    let wasLiked = row.likers.contains(user)
    guard wasLiked != isLiked else {
      return .unchanged(.likes(Likes(row.likes, mine: wasLiked)))
    }
    guard let actor = self.user(user) else { throw Fault() }
    if isLiked { row.likers.insert(user) } else { row.likers.remove(user) }
    row.likedAt[user] = time
    row.likes = LikeCount(count: Int64(row.likers.count), version: row.likes.version + 1)
    posts[id] = row
    let rung = time.map { ring(row.new.author.id, .like, by: actor, id, at: $0) } ?? []
    return .done(
      .likes(Likes(row.likes, mine: isLiked)),
      [
        Event(topic: .post(id), seq: nil, body: .likes(id, row.likes)),
        Event(
          topic: .user(user), seq: nil,
          body: .liked(id, mine: isLiked, version: row.likes.version)),
      ] + rung)
  }

  func post(_ id: PostID, for reader: UserID) -> Post? {
    guard let row = posts[id], isSeen(row, by: reader), let author = user(row.new.author.id) else {
      return nil
    }
    return shown(row, by: author, isLiked: row.likers.contains(reader))
  }

  func isSeen(_ row: PostRow, by reader: UserID) -> Bool {
    guard !row.isDeleted, !isGone(row.new.author.id) else { return false }
    let author = row.new.author.id
    switch row.audience {
    case _ where author == reader: return true
    case .public: return isApart(author, reader)
    case .friends: return friends.contains(Pair(reader, author))
    case .me: return false
    }
  }

  func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) -> Page<Post, PostID> {
    var end = Int.max
    if let before {
      guard let row = posts[before] else { return Page(items: [], next: nil) }
      end = row.number
    }
    let all = posts.values.filter { $0.number < end && isSeen($0, by: reader) && $0.isOf(list) }
      .sorted { $0.number > $1.number }
    let items = all.prefix(limit).compactMap { post($0.new.id, for: reader) }
    return Page(items: items, next: all.count > limit ? items.last?.id : nil)
  }
}

extension MemoryState {
  mutating func write(_ new: NewComment) throws -> Outcome {
    guard let post = post(new.post, for: new.author.id) else { return .refused(.noSuchPost) }
    guard !isDisabled(new.author.id) else { return .refused(.accountClosed) }
    let key = Key(new.key, of: new.author.id)
    let earlier = posts[new.post]?.comments.first { Key($0.new.key, of: $0.new.author.id) == key }
    if let earlier {
      guard !earlier.isDeleted, earlier.new.text.isSame(as: new.text),
        let comment = comment(earlier.new.id, for: new.author.id)
      else { return .refused(.keyReused) }
      return .repeated(.comment(comment))
    }
    let isUsed = posts.values.contains { $0.comments.contains { $0.new.id == new.id } }
    guard !isUsed, accounts[new.author.id] != nil else { throw Fault() }
    let seq = append(.comment(new.id), to: .post(new.post))
    posts[new.post]?.comments.append(CommentRow(new: new, seq: seq))
    let comment = Comment(
      id: new.id, post: new.post, author: new.author, text: new.text, createdAt: new.createdAt,
      key: new.key, seq: seq)
    let told = Event(
      topic: .post(new.post), seq: seq, body: .comment(comment),
      hiddenFrom: hidden(from: new.author.id))
    let rung =
      ring(post.author.id, .comment, by: new.author, new.post, at: new.createdAt)
      + ringMentioned(
        in: new.text, by: new.author, new.post, passing: [post.author.id], at: new.createdAt)
    return .done(.comment(comment), [told] + rung)
  }

  mutating func deleteComment(_ id: CommentID, of post: PostID, by user: UserID) -> Outcome {
    guard let parent = posts[post], !parent.isDeleted, !isGone(parent.new.author.id),
      let row = self.place(of: id), !row.isDeleted, row.new.post == post
    else { return .refused(.noSuchComment) }
    guard row.new.author.id == user || parent.new.author.id == user else {
      let isSeen = self.post(post, for: user) != nil && comment(id, for: user) != nil
      return .refused(
        isSeen ? Refusal(.forbidden, "Only its author can delete a comment.") : .noSuchComment)
    }
    guard let place = posts[post]?.comments.firstIndex(where: { $0.new.id == id }) else {
      return .failed
    }
    posts[post]?.comments[place].isDeleted = true
    let seq = append(.commentDeleted(id), to: .post(post))
    let event = Event(
      topic: .post(post), seq: seq, body: .commentDeleted(id, of: post, seq: row.seq))
    return .done(.nothing, [event])
  }

  func comment(_ id: CommentID, for reader: UserID) -> Comment? {
    guard let row = place(of: id), !row.isDeleted, posts[row.new.post]?.isDeleted == false,
      !isGone(row.new.author.id), isApart(row.new.author.id, reader),
      let author = user(row.new.author.id)
    else { return nil }
    return Comment(
      id: id, post: row.new.post, author: author, text: row.new.text,
      createdAt: row.new.createdAt, key: row.new.key, seq: row.seq)
  }

  func place(of id: CommentID) -> CommentRow? {
    posts.values.lazy.flatMap(\.comments).first { $0.new.id == id }
  }

  func comments(
    of post: PostID, before: Int64?, limit: Int, for reader: UserID
  ) throws -> Page<Comment, Int64> {
    guard self.post(post, for: reader) != nil else { throw Refusal.noSuchPost }
    let all = (posts[post]?.comments ?? []).filter { $0.seq < before ?? .max }.reversed()
      .compactMap { comment($0.new.id, for: reader) }
    return Page(
      items: Array(all.prefix(limit)), next: all.count > limit ? all[limit - 1].seq : nil)
  }
}

extension MemoryState.PostRow {
  fileprivate func isOf(_ list: PostList) -> Bool {
    switch list {
    case .feed: true
    case .of(let author): new.author.id == author
    }
  }
}

extension String {
  /// Whether both are the same bytes: to Swift, two spellings of é are equal.
  func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
