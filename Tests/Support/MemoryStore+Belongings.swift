public import HubbubDomain
import HubbubStore

extension MemoryStore {
  public func conversationsWritten(by author: UserID) -> [ConversationID] {
    state.rooms.values.filter { $0.messages.contains { $0.new.author.id == author } }
      .map(\.id).sorted()
  }

  public func messages(
    of conversation: ConversationID, by author: UserID, after: Int64, upTo last: Int64
  ) -> [Message] {
    state.messages(of: conversation, .after(after), limit: .max - 1, for: .hub).items
      .filter { $0.author.id == author && $0.seq <= last }
  }

  public func comments(by author: UserID, after: CommentID?, limit: Int) -> [Comment] {
    let start = after ?? CommentID(high: 0, low: 0)
    let all = state.posts.values.filter { !$0.isDeleted }.flatMap(\.comments)
      .filter { $0.new.author.id == author && !$0.isDeleted && start < $0.new.id }
      .sorted { $0.new.id < $1.new.id }
    return all.prefix(limit).map { row in
      Comment(
        id: row.new.id, post: row.new.post, author: state.user(author) ?? row.new.author,
        text: row.new.text, createdAt: row.new.createdAt, key: row.new.key, seq: row.seq)
    }
  }

  public func likes(by user: UserID, after: PostID?, limit: Int) -> [GivenLike] {
    let start = after ?? PostID(high: 0, low: 0)
    let all = state.posts.values.filter { !$0.isDeleted && start < $0.new.id }
      .compactMap { post in
        post.likedAt[user].map { GivenLike(post: post.new.id, createdAt: $0) }
      }
    return Array(all.sorted { $0.post < $1.post }.prefix(limit))
  }
}
