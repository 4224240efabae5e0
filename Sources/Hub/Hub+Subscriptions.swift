import HubbubDomain
import HubbubStore
import Logging

/// Topics that are asked for: those of posts, and `stats`.
extension Hub {
  /// Adds topics; those that this user may not hear, or that come unasked, are
  /// left out of the answer.
  ///
  /// - Isolation: the socket's loop; the store is read outside it.
  func subscribe(_ socket: Socket, _ topics: [Topic], ref: Int64) {
    let asked = Set(topics.filter(\.isPost))
    let new = asked.filter { !socket.topics.contains($0) }
    guard socket.topics.filter(\.isPost).count + new.count <= Limits.subscriptions else {
      return socket.refuse(.tooManySubscriptions, ref: ref)
    }
    socket.topics.formUnion(new)
    let wantsStats = topics.contains(.stats) && socket.mayHearStats
    let asker = socket.reader(ref)
    Task {
      do {
        let opened = try await taps.open(Array(asked))
        defer { taps.release(opened) }
        // Heard before it is read: what changes meanwhile comes after the answer.
        await socket.shard.run { socket.hold(opened) }
        for _ in 0..<Limits.startTries {
          let posts = try await posts(asked, seenBy: socket.user.id)
          let isAnswered = await socket.shard.run {
            // A like of their own was answered meanwhile: what is told never goes back.
            if socket.isAhead(of: posts) { return false }
            socket.answerSubscription(to: asked, posts, andStats: wantsStats, ref: ref)
            return true
          }
          if isAnswered { return }
        }
        throw Refusal.busy
      } catch {
        logger.error("subscribe failed", metadata: ["cause": "\(error)"])
        socket.shard.post(
          .work {
            for topic in new { socket.forget(topic) }
            asker(.refused(.unavailable))
          })
      }
    }
  }

  func unsubscribe(_ socket: Socket, _ topics: [Topic], ref: Int64) {
    for topic in topics where topic.isPost { socket.forget(topic) }
    if topics.contains(.stats) { socket.forgetStats() }
    socket.tell(Frame.text(Wire.subscribed(ref: ref, [:])))
  }

  /// Tells how many like each of these posts now; what comes later comes by itself.
  func tellLikes(of topics: [Topic], to socket: Socket) async {
    guard !topics.isEmpty else { return }
    do {
      let posts = try await posts(Set(topics), seenBy: socket.user.id)
      await socket.shard.run {
        for topic in topics {
          // Meanwhile it may have become one that they do not see any more.
          if let post = posts[topic] { socket.tellLikes(of: post) } else { socket.leave(topic) }
        }
      }
    } catch {
      logger.error("likes could not be read", metadata: ["cause": "\(error)"])
      let reason = Wire.comeBack(after: Limits.unavailableRetryAfter)
      socket.shard.post(.work { socket.end(.overloaded, reason: reason) })
    }
  }

  private func posts(_ topics: Set<Topic>, seenBy user: UserID) async throws -> [Topic: Post] {
    var posts: [Topic: Post] = [:]
    for case .post(let id) in topics { posts[.post(id)] = try await store.post(id, for: user) }
    return posts
  }
}

extension Topic {
  /// Whether it is asked for, not given.
  var isPost: Bool { post != nil }

  /// The post whose topic it is, if it is one's.
  var post: PostID? { if case .post(let id) = self { id } else { nil } }
}

extension Refusal {
  static let tooManySubscriptions = Refusal(
    .tooLarge, "A socket may listen to \(Limits.subscriptions) posts.", field: "topics")
}
