import HubbubDomain
import Logging

/// Files that a row names and that are not as it says: the same bytes sent again mend them.
extension MediaLibrary {
  /// Makes the forms anew where they are not all there, or where something was missing for
  /// want of a program that is here now.
  ///
  /// The lock of its hash is held.
  ///
  /// - Parameter arrival: the same bytes as were sent then.
  /// - Returns: the file as its row has it now.
  /// - Throws: ``Refusal``, or what ``refusal(for:)`` knows, when what is lost cannot be made;
  ///   what only was missing may go on being so.
  func mended(_ file: MediaFile, by arrival: Arrival) async throws -> MediaFile {
    let isWhole = try await files.run { [folder] in try folder.faults(of: file).isEmpty }
    guard !isWhole || canMake(file.facts.missing) else { return file }
    do {
      return try await mend(file, by: arrival, isWhole: isWhole)
    } catch let error where isWhole {
      logger.info("a file stays as it was", metadata: ["cause": "\(error)"])
      return file
    }
  }

  private func mend(
    _ file: MediaFile, by arrival: Arrival, isWhole: Bool
  ) async throws -> MediaFile {
    let facts = try await making.run { [self] in
      let made = try make(arrival)
      if isWhole, made.missing == file.facts.missing { return file.facts }
      try folder.complete(file.hash, arrival.folder)
      return try inPlace(of: file, made)
    }
    let mended = MediaFile(hash: file.hash, facts: facts)
    // Where no row names it any more, there is nothing to change: the next one has it all.
    _ = try await rows.commit(.mendMedia(mended)).result.get()
    logger.notice("a file was made anew", metadata: ["file": "\(file.hash.hex)"])
    return mended
  }

  /// What is known of a file when what was made of it is in place, and what could not be
  /// made is still there from before.
  private func inPlace(
    of file: MediaFile, _ made: MediaFile.Facts
  ) throws -> MediaFile.Facts {
    let old = file.facts
    let variants = try MediaVariant.allCases.filter { variant in
      if made.variants.contains(variant) { return true }
      return try old.variants.contains(variant)
        && folder.size(of: variant.fileName, file.hash) != nil
    }
    // The same bytes play as long as before, whatever measures them now.
    let size = made.type.kind == .image ? made.size : old.size ?? made.size
    let milliseconds = old.milliseconds ?? made.milliseconds
    let names = MediaFolder.names(of: made.type.kind, variants)
    return MediaFile.Facts(
      type: made.type,
      bytes: try names.reduce(0) { try $0 + (folder.size(of: $1, file.hash) ?? 0) },
      size: size, milliseconds: milliseconds, isAnimated: made.isAnimated,
      placeholder: made.placeholder ?? old.placeholder, variants: variants,
      removed: made.removed,
      missing: missing(
        made.type.kind, .init(size: size, milliseconds: milliseconds),
        hasPoster: variants.contains(.poster)))
  }
}
