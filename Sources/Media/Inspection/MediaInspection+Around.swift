import HubbubDomain

/// What lies there, and which row names it.
extension MediaInspection {
  func lookAround(_ tell: Tell) throws {
    for name in try Files.names(in: root) {
      let path = "\(root)/\(name)"
      guard let part = MediaPart(rawValue: name), try Files.isFolder(path) else {
        try tell(strange(path))
        continue
      }
      switch part {
      case .files: try lookAroundFiles(tell)
      case .avatars: try lookAroundPictures(tell)
      case .arriving, .incoming: try lookAtUploads(in: path, tell)
      case .exports: for name in try Files.names(in: path) { try tell(strange("\(path)/\(name)")) }
      }
    }
  }

  private func lookAroundFiles(_ tell: Tell) throws {
    try eachFolder(in: folder.path, tell) { shard, name, path in
      guard name.hasPrefix(shard), let hash = MediaFile.Hash(hex: name) else {
        return try tell(strange(path))
      }
      guard let held = try rows.file(hash) else { return try tell(unnamed(path)) }
      // What a damaged row names, and what a server is about to take away, is not known.
      guard held.holder != nil, let facts = held.facts else { return }
      let known = MediaFolder.names(of: facts.type.kind, facts.variants)
      for name in try Files.names(in: path) where !known.contains(name) {
        try tell(unnamed("\(path)/\(name)"))
      }
    }
  }

  private func lookAroundPictures(_ tell: Tell) throws {
    try eachFolder(in: pictures.path, tell) { shard, name, path in
      guard name.hasSuffix(shard), let user = UserID(name) else {
        return try tell(strange(path))
      }
      let named = try rows.named(user)
      for name in try Files.names(in: path) {
        let path = "\(path)/\(name)"
        guard let picture = PictureFolder.picture(named: name) else {
          try tell(strange(path))
          continue
        }
        if !named.contains(picture) { try tell(unnamed(path)) }
      }
    }
  }

  /// Goes through folders in folders; whatever else is there is none of ours.
  private func eachFolder(
    in path: String, _ tell: Tell,
    _ body: (_ shard: String, _ name: String, _ path: String) throws -> Void
  ) throws {
    for shard in try Files.names(in: path) {
      let above = "\(path)/\(shard)"
      guard shard.count == 2, try Files.isFolder(above) else {
        try tell(strange(above))
        continue
      }
      for name in try Files.names(in: above) {
        let inner = "\(above)/\(name)"
        if try Files.isFolder(inner) {
          try body(shard, name, inner)
        } else if Files.exists(inner) {
          try tell(strange(inner))
        }
      }
    }
  }

  /// A server's run has a folder, which stays behind empty when it ends in order.
  private func lookAtUploads(in path: String, _ tell: Tell) throws {
    guard isAlone else { return }
    for run in try Files.names(in: path) {
      let folder = "\(path)/\(run)"
      guard try Files.isFolder(folder) else {
        try tell(unfinished(folder))
        continue
      }
      for name in try Files.names(in: folder) { try tell(unfinished("\(folder)/\(name)")) }
    }
  }

  // MARK: - Faults

  private func unnamed(_ path: String) throws -> MediaFault {
    try removable(.unnamed, path, "belongs to nobody")
  }

  private func unfinished(_ path: String) throws -> MediaFault {
    try removable(.unfinished, path, "is left of an upload that did not end")
  }

  private func removable(
    _ kind: MediaFault.Kind, _ path: String, _ what: String
  ) throws -> MediaFault {
    let bytes = try Files.size(path) ?? Files.sizes(in: path)
    return MediaFault(kind, shown(path), "\(shown(path)) \(what): \(bytes) bytes")
  }

  private func strange(_ path: String) -> MediaFault {
    MediaFault(.strange, shown(path), "\(shown(path)) is nothing that Hubbub makes")
  }
}
