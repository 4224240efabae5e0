import HubbubDomain

/// Listening to single posts.
///
/// - Isolation: its socket's loop.
extension Socket {
  /// Hears topics, but is told nothing of them before the answer.
  func hold(_ taps: [Tap]) {
    guard isStarted else { return }
    for tap in taps where topics.contains(tap.topic) { shard.listeners(of: tap).hold(self) }
  }

  /// Whether an answer told newer likes of one of these posts, since they were read.
  func isAhead(of posts: [Topic: Post]) -> Bool {
    posts.contains { topic, post in
      shard.listeners(of: topic)?.hasTold(self, newerThan: post.likes.version) ?? false
    }
  }

  /// Answers how things stand, then lets what came meanwhile follow.
  ///
  /// - Parameters:
  ///   - posts: those that this user may see, as they were read.
  ///   - andStats: whether the figures were asked for, by somebody who may.
  func answerSubscription(
    to asked: Set<Topic>, _ posts: [Topic: Post], andStats: Bool, ref: Int64
  ) {
    guard isStarted else { return }
    var states: [Topic: Wire.TopicState] = andStats ? [.stats: Wire.TopicState(seq: 0)] : [:]
    for topic in asked where topics.contains(topic) {
      guard let post = posts[topic], let listeners = shard.listeners(of: topic) else {
        forget(topic)
        continue
      }
      states[topic] = Wire.TopicState(
        seq: listeners.place(of: self), likes: post.likes, comments: post.comments)
    }
    answered(with: Frame.text(Wire.subscribed(ref: ref, states)))
    if andStats { hearStats() }
    for topic in states.keys where topic.isPost {
      release(topic, told: posts[topic]?.likes.version ?? 0)
    }
  }

  /// Tells the likes of a post as they were read, or newer ones that came by,
  /// unless an answer told as much already.
  func tellLikes(of post: Post) {
    guard isStarted, let listeners = shard.listeners(of: .post(post.id)) else { return }
    let read = LikeCount(count: post.likes.count, version: post.likes.version)
    let event = Event(topic: .post(post.id), seq: nil, body: .likes(post.id, read))
    let newest = listeners.newestLikes.flatMap { $0.likesVersion > read.version ? $0 : nil }
    let delivery = newest ?? Delivery(event)
    guard listeners.isNews(delivery.likesVersion, to: self) else { return }
    listeners.tell(self, version: delivery.likesVersion)
    offer(delivery.frame, lane: .latestWins, key: delivery.key)
  }

  /// Ends a subscription.
  func forget(_ topic: Topic) {
    guard topics.remove(topic) else { return }
    shard.unlisten(self, topic)
  }

  private func release(_ topic: Topic, told version: Int64) {
    guard let listeners = shard.listeners(of: topic) else { return }
    listeners.tell(self, version: version)
    if let newest = listeners.newestLikes, newest.likesVersion > version {
      listeners.tell(self, version: newest.likesVersion)
      offer(newest.frame, lane: .latestWins, key: newest.key)
    }
    if let cursor = listeners.release(self) { reconsider(cursor) }
  }
}

extension Delivery {
  /// The version of the likes it tells; 0 for anything else.
  var likesVersion: Int64 {
    if case .likes(let version) = consequence { version } else { 0 }
  }
}
