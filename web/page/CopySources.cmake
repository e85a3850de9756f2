# Run as a script: copies FILES, named from FROM, to the same places under TO.
foreach(file IN LISTS FILES)
  get_filename_component(folder ${TO}/${file} DIRECTORY)
  file(COPY ${FROM}/${file} DESTINATION ${folder})
endforeach()
