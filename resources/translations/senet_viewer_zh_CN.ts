<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AnswerBars</name>
    <message>
        <source>Answer</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>Answer</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>没有图像</translation>
    </message>
    <message>
        <source>all {n} classes</source>
        <translation>全部 {n} 个类别</translation>
    </message>
    <message>
        <source>{name} · {size} · file is gone: small copy</source>
        <translation>{name} · {size} · 文件已不在：显示缩略图</translation>
    </message>
    <message>
        <source>{name} · {size} · inset: what the network sees</source>
        <translation>{name} · {size} · 小图：网络看到的内容</translation>
    </message>
    <message>
        <source>✓ gates verified, exact</source>
        <translation>✓ 门控值已核验，完全一致</translation>
    </message>
    <message>
        <source>✓ gates verified, error {e}</source>
        <translation>✓ 门控值已核验，误差 {e}</translation>
    </message>
    <message>
        <source>Checked in this run: in every block, the block&apos;s input × the gates shown equals its output. The number is the largest difference found; exact: there is none.</source>
        <translation>本次运行中已核验：在每个模块中，模块的输入 × 所示门控值等于其输出。数字是发现的最大差异；“完全一致”表示没有差异。</translation>
    </message>
    <message>
        <source>gates not verified, error {e}</source>
        <translation>门控值未能核验，误差 {e}</translation>
    </message>
</context>
<context>
    <name>ArchitectureDialog</name>
    <message>
        <source>The network&apos;s code</source>
        <translation>网络的代码</translation>
    </message>
    <message>
        <source>Which code builds the network that “{name}” holds the weights of? Name a function or class of yours as module:callable; it must be importable where senet-viewer runs, or lie in the folder in which it was started. Or name a network of timm or torchvision. Code that you name is run; nothing is ever run from the file itself.</source>
        <translation>“{name}”中的权重属于哪段代码构建的网络？请以 module:callable 的形式写出您的函数或类；它必须能在 senet-viewer 运行的环境中导入，或者位于启动程序时所在的文件夹。也可以写出 timm 或 torchvision 中的网络名称。只会运行您指定的代码；绝不会运行权重文件中的任何内容。</translation>
    </message>
    <message>
        <source>&amp;Code</source>
        <translation>代码(&amp;C)</translation>
    </message>
    <message>
        <source>mynet:build, or timm:seresnet50</source>
        <translation>mynet:build 或 timm:seresnet50</translation>
    </message>
    <message>
        <source>Code that builds the network</source>
        <translation>构建网络的代码</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>End the tour (Esc); the help menu has it again</source>
        <translation>结束导览（Esc）；可从“帮助”菜单再次打开</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>跳过导览</translation>
    </message>
</context>
<context>
    <name>ChangeKeysDialog</name>
    <message>
        <source>Change keys</source>
        <translation>更改快捷键</translation>
    </message>
    <message>
        <source>Search an action or a key</source>
        <translation>搜索操作或按键</translation>
    </message>
    <message>
        <source>Search actions by what they do or by key</source>
        <translation>按功能或按键搜索操作</translation>
    </message>
    <message>
        <source>Press the new key</source>
        <translation>请按新的快捷键</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>The keys that this action came with</source>
        <translation>此操作原来的快捷键</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>what it does</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>{place}: fixed</source>
        <translation>{place}：固定</translation>
    </message>
    <message>
        <source>Keys of “{action}”</source>
        <translation>“{action}”的快捷键</translation>
    </message>
    <message>
        <source>These keys belong to their place and stay as they are.</source>
        <translation>这些按键属于各自的位置，保持不变。</translation>
    </message>
    <message>
        <source>Choose an action to change its keys.</source>
        <translation>请选择一个操作以更改其快捷键。</translation>
    </message>
    <message>
        <source>Take {key} off</source>
        <translation>移除 {key}</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>没有快捷键</translation>
    </message>
    <message>
        <source>It has this key already.</source>
        <translation>它已经有这个快捷键。</translation>
    </message>
    <message>
        <source>Take a key off before: there is no more room.</source>
        <translation>请先移除一个快捷键：已没有空位。</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>改用于此操作</translation>
    </message>
    <message>
        <source>{key} opens the menu {menu}; choose another one.</source>
        <translation>{key} 用于打开“{menu}”菜单；请选择其他快捷键。</translation>
    </message>
    <message>
        <source>{key} is fixed: it belongs to lists, plots, photo or buttons; choose another one.</source>
        <translation>{key} 是固定的：它属于列表、图、照片或按钮；请选择其他快捷键。</translation>
    </message>
    <message>
        <source>{key} belongs to “{action}”, which would lose it.</source>
        <translation>{key} 属于“{action}”，改用后该操作将失去它。</translation>
    </message>
</context>
<context>
    <name>ChannelCard</name>
    <message>
        <source>Close the card</source>
        <translation>关闭卡片</translation>
    </message>
    <message>
        <source>Close the card (Esc)</source>
        <translation>关闭卡片（Esc）</translation>
    </message>
    <message>
        <source>{block} · channel {channel}</source>
        <translation>{block} · 通道 {channel}</translation>
    </message>
    <message>
        <source>before the gate</source>
        <translation>门控之前</translation>
    </message>
    <message>
        <source>after the gate</source>
        <translation>门控之后</translation>
    </message>
    <message>
        <source>before: {h}×{w} cells</source>
        <translation>之前：{h}×{w} 格</translation>
    </message>
    <message>
        <source>after: × {gate}</source>
        <translation>之后：× {gate}</translation>
    </message>
    <message>
        <source>the network&apos;s view</source>
        <translation>网络的视野</translation>
    </message>
    <message>
        <source>Raw cells of the channel, unsmoothed, before and after on one scale: the stage&apos;s colour above zero, grey below. A cell sees more of the picture than its square.</source>
        <translation>该通道的原始单元格，未经平滑，门控前后使用同一标尺：大于零的用阶段的颜色，小于零的用灰色。一个单元格在图像中看到的范围比它自己的方格更大。</translation>
    </message>
    <message>
        <source>Each square is the mean of {n}×{n} cells.</source>
        <translation>每个方格是 {n}×{n} 个单元格的平均值。</translation>
    </message>
    <message>
        <source>module</source>
        <translation>模块</translation>
    </message>
</context>
<context>
    <name>ChannelField</name>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Find a channel</source>
        <translation>查找通道</translation>
    </message>
    <message>
        <source>Find a channel of the focused block by its number, or of another: SE_5_1 131 (Ctrl+G)</source>
        <translation>按编号查找聚焦模块的通道，或查找其他模块的通道：SE_5_1 131（Ctrl+G）</translation>
    </message>
    <message>
        <source>Type a channel&apos;s number.</source>
        <translation>请输入通道编号。</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>&amp;Network</source>
        <translation>网络(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>参照(&amp;C)</translation>
    </message>
    <message>
        <source>the engine is starting …</source>
        <translation>计算进程正在启动…</translation>
    </message>
    <message>
        <source>Used recently</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>{blocks} SE blocks, {parameters} million parameters</source>
        <translation>{blocks} 个 SE 模块，{parameters} 百万个参数</translation>
    </message>
    <message>
        <source>Faster, less exact (bfloat16)</source>
        <translation>更快，但不够精确（bfloat16）</translation>
    </message>
    <message>
        <source>Rounds to 8 bits: gates and probabilities change slightly.</source>
        <translation>舍入到 8 位：门控值和概率会略有变化。</translation>
    </message>
    <message>
        <source>the selected images</source>
        <translation>选中的图像</translation>
    </message>
    <message>
        <source>the average picture</source>
        <translation>平均图像</translation>
    </message>
    <message>
        <source>the average picture, from {n} images on</source>
        <translation>平均图像（满 {n} 张图像起）</translation>
    </message>
    <message>
        <source>the average of a class …</source>
        <translation>某一类别的平均…</translation>
    </message>
    <message>
        <source>This network ships without averages of its classes.</source>
        <translation>此网络没有附带各类别的平均值。</translation>
    </message>
    <message>
        <source>this image ({name}) from now on</source>
        <translation>从现在起以这张图像（{name}）为参照</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ClassDialog</name>
    <message>
        <source>(no name)</source>
        <translation>（无名称）</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Classes of this network</source>
        <translation>此网络的类别</translation>
    </message>
    <message>
        <source>Search a class by name or number</source>
        <translation>按名称或编号搜索类别</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Compare with its average</source>
        <translation>以它的平均为参照</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The selected rows, or all, with their headings</source>
        <translation>选中的行或全部行，连同表头</translation>
    </message>
    <message>
        <source>Gates are compared with the mean over this class&apos;s pictures.</source>
        <translation>门控值与该类别图像的平均值比较。</translation>
    </message>
    <message>
        <source>This network ships without averages of its classes.</source>
        <translation>此网络没有附带各类别的平均值。</translation>
    </message>
    <message>
        <source>{picture}: only its {n} most probable classes are kept; “–” is any share below the last of them.</source>
        <translation>{picture}：只保留概率最高的 {n} 个类别；“–”表示低于其中最后一个的任何占比。</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} / {total}</translation>
    </message>
    <message>
        <source>The names of this network&apos;s classes are not known.</source>
        <translation>不知道此网络各类别的名称。</translation>
    </message>
    <message>
        <source>This network cannot answer “{name}”. Whatever the picture shows, it gets one of its {n} names.</source>
        <translation>此网络不可能回答“{name}”。无论图像上有什么，得到的都是它的 {n} 个名称之一。</translation>
    </message>
    <message>
        <source>Much like it: {names}</source>
        <translation>与之相近：{names}</translation>
    </message>
</context>
<context>
    <name>Classes</name>
    <message>
        <source>The network is still loading.</source>
        <translation>网络仍在加载。</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>A command, an image, a block, channel 131 of SE_4_2</source>
        <translation>命令、图像、模块，或 SE_4_2 131 这样的通道</translation>
    </message>
    <message>
        <source>Find a command, an image, a block or a channel</source>
        <translation>查找命令、图像、模块或通道</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>没有匹配的结果。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>↑ ↓ choose, Enter runs it, Esc leaves</source>
        <translation>↑ ↓ 选择，Enter 执行，Esc 关闭</translation>
    </message>
    <message>
        <source>This is not possible now.</source>
        <translation>目前无法执行此操作。</translation>
    </message>
</context>
<context>
    <name>CommandParts</name>
    <message>
        <source>{place}: {action}</source>
        <translation>{place}：{action}</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Pictures, projects and checkpoints ({list})</source>
        <translation>图像、项目和检查点 ({list})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>The clipboard holds no picture and no link.</source>
        <translation>剪贴板中没有图像，也没有链接。</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>粘贴的图像</translation>
    </message>
    <message>
        <source>What was dropped holds no picture, no file and no web link.</source>
        <translation>拖入的内容不含图像、文件或网页链接。</translation>
    </message>
    <message>
        <source>{n} links are opened, {more} more are left out.</source>
        <translation>已打开 {n} 个链接，另有 {more} 个未打开。</translation>
    </message>
    <message>
        <source>There is nothing to export yet: open a picture first.</source>
        <translation>还没有可导出的内容：请先打开一张图像。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Writing {name} …</source>
        <translation>正在写入 {name}…</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>Files that failed</source>
        <translation>失败的文件</translation>
    </message>
    <message>
        <source>The others went through. A double click shows a file in the list; Copy takes the selected rows, or all.</source>
        <translation>其他文件都已完成。双击可在列表中显示该文件；“复制”会复制选中的行，未选中时复制全部。</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>what is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>About senet-viewer</source>
        <translation>关于 senet-viewer</translation>
    </message>
    <message>
        <source>senet-viewer shows the gates of squeeze-and-excitation networks: how far each channel is opened for a picture. Hu, Shen, Albanie, Sun, Wu: Squeeze-and-Excitation Networks, arXiv 1709.01507. Copy the lines below into a bug report.</source>
        <translation>senet-viewer 显示挤压与激励（squeeze-and-excitation）网络的门控值：对于一张图像，每个通道打开多少。参考文献：Hu, Shen, Albanie, Sun, Wu: Squeeze-and-Excitation Networks, arXiv 1709.01507。报告问题时，请复制下面的内容。</translation>
    </message>
</context>
<context>
    <name>ComparedLegend</name>
    <message>
        <source>Compared images</source>
        <translation>比较的图像</translation>
    </message>
</context>
<context>
    <name>ComparingParts</name>
    <message>
        <source>another &amp;network</source>
        <translation>另一个网络(&amp;N)</translation>
    </message>
    <message>
        <source>another &amp;network: {name}</source>
        <translation>另一个网络(&amp;N)：{name}</translation>
    </message>
    <message>
        <source>Compare with checkpoint</source>
        <translation>与检查点比较</translation>
    </message>
</context>
<context>
    <name>Crashes</name>
    <message>
        <source>What senet-viewer noted before it ended unexpectedly. Copy it into a bug report; the name of your home folder is left out, those of your pictures may be in it.</source>
        <translation>这是 senet-viewer 意外退出之前的记录。报告问题时请复制它；其中不含您主文件夹的名称，但可能含有您的图像的名称。</translation>
    </message>
    <message>
        <source>senet-viewer has not ended unexpectedly: there is nothing to show.</source>
        <translation>senet-viewer 没有意外退出过：没有可显示的记录。</translation>
    </message>
    <message>
        <source>The last crash</source>
        <translation>上一次崩溃</translation>
    </message>
</context>
<context>
    <name>DepthStrip</name>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>the average picture</source>
        <translation>平均图像</translation>
    </message>
</context>
<context>
    <name>DropVeil</name>
    <message>
        <source>Drop to open: pictures, folders, links, a project, a checkpoint</source>
        <translation>松开即可打开：图像、文件夹、链接、项目或检查点</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop a photo here to see what the network sees in it.</source>
        <translation>把照片拖到这里，看看网络在其中看到了什么。</translation>
    </message>
    <message>
        <source>You will see its classes, and every gate: how far the network opens each of its channels for this very picture.</source>
        <translation>您将看到它的类别，以及每一个门控值：对于这张图像，网络把每个通道打开多少。</translation>
    </message>
    <message>
        <source>Or try one of these</source>
        <translation>或者试试下面的照片</translation>
    </message>
    <message>
        <source>Open files …</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Take the tour: 3 minutes</source>
        <translation>开始导览（3 分钟）</translation>
    </message>
    <message>
        <source>Sample photo: {name}</source>
        <translation>示例照片：{name}</translation>
    </message>
    <message>
        <source>Take the tour again: 3 minutes</source>
        <translation>再看一次导览（3 分钟）</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>chosen</source>
        <translation>已选择</translation>
    </message>
    <message>
        <source>not possible now</source>
        <translation>目前不可用</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>{count} gates</source>
        <translation>{count} 个门控值</translation>
    </message>
</context>
<context>
    <name>FigureCommands</name>
    <message>
        <source>this picture: {name}</source>
        <translation>这张图像：{name}</translation>
    </message>
    <message>
        <source>the {count} selected pictures</source>
        <translation>选中的 {count} 张图像</translation>
    </message>
    <message>
        <source>the {count} compared pictures, on one figure</source>
        <translation>所比较的 {count} 张图像，绘于同一张图</translation>
    </message>
    <message>
        <source>all {count} pictures</source>
        <translation>全部 {count} 张图像</translation>
    </message>
    <message>
        <source>Writing {name} …</source>
        <translation>正在写入 {name}…</translation>
    </message>
    <message>
        <source>Copying …</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>已复制：{what}</translation>
    </message>
    <message>
        <source>There is nothing to export yet: open a picture first.</source>
        <translation>还没有可导出的内容：请先打开一张图像。</translation>
    </message>
</context>
<context>
    <name>FigureDialog</name>
    <message>
        <source>Figure</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Actual si&amp;ze</source>
        <translation>实际大小(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Open style …</source>
        <translation>打开样式(&amp;O)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve style …</source>
        <translation>保存样式(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Usual style</source>
        <translation>默认样式(&amp;U)</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the figure as a picture</source>
        <translation>将图表复制为图像</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>{size}, {width} × {height} pixels</source>
        <translation>{size}，{width} × {height} 像素</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>Copying …</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>已复制：{what}</translation>
    </message>
    <message>
        <source>Writing {name} …</source>
        <translation>正在写入 {name}…</translation>
    </message>
</context>
<context>
    <name>FigureForm</name>
    <message>
        <source>one column of a paper</source>
        <translation>论文单栏</translation>
    </message>
    <message>
        <source>two columns of a paper</source>
        <translation>论文双栏</translation>
    </message>
    <message>
        <source>a slide, 16:9</source>
        <translation>幻灯片，16:9</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> 毫米</translation>
    </message>
    <message>
        <source>as high as needed</source>
        <translation>按需要的高度</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>the last of each stage</source>
        <translation>每个阶段的最后一个</translation>
    </message>
    <message>
        <source>stage {stage}</source>
        <translation>阶段 {stage}</translation>
    </message>
    <message>
        <source>these:</source>
        <translation>指定模块：</translation>
    </message>
    <message>
        <source>Names of blocks</source>
        <translation>模块名称</translation>
    </message>
    <message>
        <source>Names with commas between them; * stands for anything, as in SE_5_*.</source>
        <translation>名称之间用英文逗号分隔；* 代表任意内容，例如 SE_5_*。</translation>
    </message>
    <message>
        <source>as many as suit</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>by channel number</source>
        <translation>按通道编号</translation>
    </message>
    <message>
        <source>highest first</source>
        <translation>从高到低</translation>
    </message>
    <message>
        <source>most unusual first</source>
        <translation>最不寻常的在前</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Dots an inch of a PNG and of a copied picture.</source>
        <translation>PNG 和复制的图像每英寸的点数。</translation>
    </message>
    <message>
        <source>one colour per stage</source>
        <translation>每个阶段一种颜色</translation>
    </message>
    <message>
        <source>one colour per stage, colour-blind safe</source>
        <translation>每个阶段一种颜色，色盲友好</translation>
    </message>
    <message>
        <source>greyscale</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>one for all</source>
        <translation>全部同一种颜色</translation>
    </message>
    <message>
        <source>The one colour</source>
        <translation>所用的颜色</translation>
    </message>
    <message>
        <source>white</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Name and network</source>
        <translation>名称和网络</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Best classes</source>
        <translation>最佳类别</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Explanations</source>
        <translation>说明文字</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>参照刻线</translation>
    </message>
    <message>
        <source>The compared pictures have marks of their own.</source>
        <translation>所比较的图像各有自己的标记。</translation>
    </message>
    <message>
        <source>Compared with: {reference}</source>
        <translation>参照：{reference}</translation>
    </message>
    <message>
        <source>Nothing is compared with at present.</source>
        <translation>目前没有参照。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>宽度(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Height</source>
        <translation>高度(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>&amp;Blocks</source>
        <translation>模块(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Side by side</source>
        <translation>并排数量(&amp;S)</translation>
    </message>
    <message>
        <source>B&amp;ars</source>
        <translation>柱的顺序(&amp;A)</translation>
    </message>
    <message>
        <source>Text and colours</source>
        <translation>文字和颜色</translation>
    </message>
    <message>
        <source>&amp;Font</source>
        <translation>字体(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>字号(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Ground</source>
        <translation>背景(&amp;G)</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>组成部分</translation>
    </message>
    <message>
        <source>Colour of the bars</source>
        <translation>柱的颜色</translation>
    </message>
    <message>
        <source>The style</source>
        <translation>样式</translation>
    </message>
</context>
<context>
    <name>FigurePreview</name>
    <message>
        <source>Preview of the figure</source>
        <translation>图表预览</translation>
    </message>
    <message>
        <source>Drawing the preview …</source>
        <translation>正在绘制预览…</translation>
    </message>
</context>
<context>
    <name>FigureProgress</name>
    <message>
        <source>Figures drawn</source>
        <translation>已绘制的图表</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Figures that failed, and why</source>
        <translation>失败的图表及原因</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>…另有 {count} 个</translation>
    </message>
    <message>
        <source>Stopped: {written} of {total} figures are written.</source>
        <translation>已停止：已写入 {written} 个图表，共 {total} 个。</translation>
    </message>
    <message>
        <source>{written} of {total} figures are written; the others failed:</source>
        <translation>已写入 {written} 个图表，共 {total} 个；其余失败：</translation>
    </message>
    <message>
        <source>{written} figures are written.</source>
        <translation>已写入 {written} 个图表。</translation>
    </message>
</context>
<context>
    <name>FigureTarget</name>
    <message>
        <source>PNG, pixels</source>
        <translation>PNG，点阵图像</translation>
    </message>
    <message>
        <source>SVG, vectors, text stays text</source>
        <translation>SVG，矢量图，文字仍是文字</translation>
    </message>
    <message>
        <source>PDF, vectors, with its fonts</source>
        <translation>PDF，矢量图，内嵌字体</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Names of the files</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Fields: {fields}. With {block} each block has a figure of its own; a “/” makes folders.</source>
        <translation>可用字段：{fields}。使用 {block} 时，每个模块单独生成一个图表；“/”用于建立文件夹。</translation>
    </message>
    <message>
        <source>&amp;Of</source>
        <translation>内容(&amp;O)</translation>
    </message>
    <message>
        <source>As</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>{count} files, the first: {name}</source>
        <translation>{count} 个文件，第一个：{name}</translation>
    </message>
    <message>
        <source>{count} of them exist and will be replaced.</source>
        <translation>其中 {count} 个已存在，将被替换。</translation>
    </message>
</context>
<context>
    <name>FocusPanel</name>
    <message>
        <source>statistics of all blocks</source>
        <translation>所有模块的统计</translation>
    </message>
    <message>
        <source>all {n} channels</source>
        <translation>全部 {n} 个通道</translation>
    </message>
    <message>
        <source>{block}: what is unusual here</source>
        <translation>{block}：不寻常之处</translation>
    </message>
    <message>
        <source>gate minus {reference}, strongest first</source>
        <translation>门控值减{reference}，差异最大的在前</translation>
    </message>
    <message>
        <source>{text}; hollow: below the noise</source>
        <translation>{text}；空心：低于噪声</translation>
    </message>
    <message>
        <source>{block}: most different channels</source>
        <translation>{block}：差异最大的通道</translation>
    </message>
    <message>
        <source>A gate says how much, never where: one number a picture. Low is not unimportant: only a test of the effect measures that.</source>
        <translation>门控值只说明“多少”，从不说明“在哪里”：每张图像只有一个数。门控值低并不代表不重要：只有测试其影响才能衡量。</translation>
    </message>
    <message>
        <source>No gate differs from {reference} by more than rounding: as far as seen, this block&apos;s gates do not depend on the picture.</source>
        <translation>没有门控值与{reference}的差异超过舍入误差：就目前所见，该模块的门控值不随图像变化。</translation>
    </message>
    <message>
        <source>No gate of this block differs between A and {reference}.</source>
        <translation>该模块的门控值在 A 与 {reference} 之间没有差异。</translation>
    </message>
    <message>
        <source>No gate of this block differs from {reference}.</source>
        <translation>该模块的门控值与 {reference} 没有差异。</translation>
    </message>
    <message>
        <source>gate in A minus gate in {reference}, strongest first</source>
        <translation>A 的门控值减 {reference} 的门控值，差异最大的在前</translation>
    </message>
    <message>
        <source>Load {n} pictures to see what is unusual.</source>
        <translation>请载入 {n} 张图像，以查看不寻常之处。</translation>
    </message>
    <message>
        <source>The picture to compare with has no gates yet.</source>
        <translation>作为参照的图像还没有门控值。</translation>
    </message>
    <message>
        <source>The other network has no gates for this picture.</source>
        <translation>另一个网络还没有这张图像的门控值。</translation>
    </message>
    <message>
        <source>Compare with something to see what is unusual.</source>
        <translation>请选择参照，以查看不寻常之处。</translation>
    </message>
    <message>
        <source>mean {mean} · spread {spread} · nearly closed (&lt; 0.1): {closed} of {n} · wide open (&gt; 0.9): {open} of {n}</source>
        <translation>平均 {mean} · 离散度 {spread} · 接近关闭（&lt; 0.1）：{n} 个中有 {closed} 个 · 接近全开（&gt; 0.9）：{n} 个中有 {open} 个</translation>
    </message>
    <message>
        <source>differences below the noise: {below} of {n}</source>
        <translation>低于噪声的差异：{n} 个中有 {below} 个</translation>
    </message>
</context>
<context>
    <name>FoldedQuestion</name>
    <message>
        <source>In the window: {place}</source>
        <translation>在窗口中：{place}</translation>
    </message>
    <message>
        <source>folded; Space shows the answer</source>
        <translation>已折叠；按空格键显示答案</translation>
    </message>
</context>
<context>
    <name>GatePlot</name>
    <message>
        <source>no gates yet</source>
        <translation>还没有门控值</translation>
    </message>
</context>
<context>
    <name>GatesPanel</name>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>All gates near 0.5: is this network trained?</source>
        <translation>所有门控值都接近 0.5：这个网络训练过吗？</translation>
    </message>
    <message>
        <source>No gates: this picture could not be opened.</source>
        <translation>没有门控值：无法打开这张图像。</translation>
    </message>
    <message>
        <source>The gates come as soon as the network has seen it …</source>
        <translation>网络看过图像之后，门控值就会显示…</translation>
    </message>
    <message>
        <source>bar: gate minus {reference}; up: more open, down: more closed</source>
        <translation>柱：门控值减{reference}；向上：开得更大，向下：关得更紧</translation>
    </message>
    <message>
        <source>Compare with something, or select two images, to see differences.</source>
        <translation>请选择参照，或选中两张图像，以查看差异。</translation>
    </message>
    <message>
        <source>Load {n} pictures to see what is unusual.</source>
        <translation>请载入 {n} 张图像，以查看不寻常之处。</translation>
    </message>
    <message>
        <source>The other network has no gates for this picture.</source>
        <translation>另一个网络还没有这张图像的门控值。</translation>
    </message>
    <message>
        <source>Compare with something to see where this picture departs from it.</source>
        <translation>请选择参照，以查看这张图像在哪里有所不同。</translation>
    </message>
    <message>
        <source>This is the pinned picture; go to another one.</source>
        <translation>这就是固定的图像；请转到另一张。</translation>
    </message>
    <message>
        <source>mean gate of each block, not its departure.</source>
        <translation>各模块的平均门控值，而不是与参照的差距。</translation>
    </message>
    <message>
        <source>how far each block&apos;s gates are from {reference}; click to focus</source>
        <translation>各模块的门控值与{reference}的差距；点击可聚焦</translation>
    </message>
    <message>
        <source>0: the block adds nothing to the channel.</source>
        <translation>0：该模块不给通道添加任何内容。</translation>
    </message>
    <message>
        <source>0: the channel is shut off.</source>
        <translation>0：通道被关断。</translation>
    </message>
    <message>
        <source>one bar = one channel&apos;s gate (excitation weight). {closed} 1: it passes unscaled.</source>
        <translation>一条柱 = 一个通道的门控值（激励权重）。{closed}1：原样通过。</translation>
    </message>
    <message>
        <source>one bar = one channel&apos;s gate minus that of {reference}. Up: more open, down: more closed.</source>
        <translation>一条柱 = 一个通道的门控值减{reference}的门控值。向上：开得更大，向下：关得更紧。</translation>
    </message>
    <message>
        <source>show {filter}</source>
        <translation>显示{filter}</translation>
    </message>
    <message>
        <source>Channels shown: {text}</source>
        <translation>显示的通道：{text}</translation>
    </message>
    <message>
        <source>Which channels of each block are shown</source>
        <translation>显示每个模块的哪些通道</translation>
    </message>
    <message>
        <source>There is no block {name}.</source>
        <translation>没有模块 {name}。</translation>
    </message>
    <message>
        <source>{block} has channels 0 to {last}.</source>
        <translation>{block} 的通道为 0 到 {last}。</translation>
    </message>
    <message>
        <source>Channel {n} is not of the {few}. Enter shows all channels.</source>
        <translation>通道 {n} 不属于{few}。按 Enter 显示所有通道。</translation>
    </message>
    <message>
        <source>All channels are shown again, since channel {n} is not of the {few}.</source>
        <translation>通道 {n} 不在{few}之中，因此已重新显示所有通道。</translation>
    </message>
    <message>
        <source>Several channels share this bar: zoom with Ctrl+wheel.</source>
        <translation>多个通道共用这条柱：请用 Ctrl+滚轮放大。</translation>
    </message>
</context>
<context>
    <name>GatesView</name>
    <message>
        <source>All blocks (Esc)</source>
        <translation>所有模块（Esc）</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>One image is off the list; {keys} brings it back.</source>
        <translation>已从列表中移除一张图像；按 {keys} 可恢复。</translation>
    </message>
    <message>
        <source>{n} images are off the list; {keys} brings them back.</source>
        <translation>已从列表中移除 {n} 张图像；按 {keys} 可恢复。</translation>
    </message>
    <message>
        <source>taking off the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>selection</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>focus block</source>
        <translation>聚焦模块</translation>
    </message>
    <message>
        <source>order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>channels shown</source>
        <translation>显示的通道</translation>
    </message>
    <message>
        <source>differences</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>filled panel</source>
        <translation>填满的面板</translation>
    </message>
    <message>
        <source>channel card</source>
        <translation>通道卡片</translation>
    </message>
    <message>
        <source>marked channel</source>
        <translation>标出的通道</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>ImageDelegate</name>
    <message>
        <source>same as {name}</source>
        <translation>与 {name} 相同</translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation>文件已不在</translation>
    </message>
    <message>
        <source>waiting …</source>
        <translation>等待中…</translation>
    </message>
</context>
<context>
    <name>ImageListModel</name>
    <message>
        <source>The file is gone; what was computed of it is kept.</source>
        <translation>文件已不在；已计算的结果仍然保留。</translation>
    </message>
    <message>
        <source>Pinned: other images are compared with it.</source>
        <translation>已固定：其他图像以它为参照。</translation>
    </message>
    <message>
        <source>Same content as {path}</source>
        <translation>内容与 {path} 相同</translation>
    </message>
    <message>
        <source>{name}: waiting</source>
        <translation>{name}：等待中</translation>
    </message>
    <message>
        <source>{text}, pinned as the reference</source>
        <translation>{text}，已固定为参照</translation>
    </message>
    <message>
        <source>{text}, compared as {letter}</source>
        <translation>{text}，作为 {letter} 参与比较</translation>
    </message>
    <message>
        <source>{text}, same as {name}</source>
        <translation>{text}，与 {name} 相同</translation>
    </message>
</context>
<context>
    <name>ImagePanel</name>
    <message>
        <source>Search name or class</source>
        <translation>搜索名称或类别</translation>
    </message>
    <message>
        <source>Search images by name or class</source>
        <translation>按名称或类别搜索图像</translation>
    </message>
    <message>
        <source>A part of a name or of a class.
&gt; 90 %: the network is more certain than that.
SE_3_1 &lt; 0.5: the mean gate of a block, or what the list is sorted by.
All of it together: cat &gt; 50 %</source>
        <translation>名称或类别的一部分。
&gt; 90 %：网络的置信度高于此值。
SE_3_1 &lt; 0.5：模块的平均门控值，或列表的排序依据。
可组合使用：cat &gt; 50 %</translation>
    </message>
    <message>
        <source>The search does not find what is selected. Click to take the search back.</source>
        <translation>搜索结果中没有选中的图像。点击可清除搜索。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Order of the images: {text}</source>
        <translation>图像的顺序：{text}</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} / {total}</translation>
    </message>
    <message>
        <source>{total} images</source>
        <translation>{total} 张图像</translation>
    </message>
    <message>
        <source>1 selected hidden …</source>
        <translation>1 张选中的图像被隐藏…</translation>
    </message>
    <message>
        <source>{n} selected hidden …</source>
        <translation>{n} 张选中的图像被隐藏…</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>已选中 {n} 张</translation>
    </message>
    <message>
        <source>1 file failed …</source>
        <translation>1 个文件失败…</translation>
    </message>
    <message>
        <source>{n} files failed …</source>
        <translation>{n} 个文件失败…</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>Search keys by what they do</source>
        <translation>按功能搜索快捷键</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Change keys …</source>
        <translation>更改快捷键…</translation>
    </message>
    <message>
        <source>what it does</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>LayerView</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layers of {name}</source>
        <translation>{name} 的层</translation>
    </message>
</context>
<context>
    <name>LegendButton</name>
    <message>
        <source>{letter}: {name}</source>
        <translation>{letter}：{name}</translation>
    </message>
    <message>
        <source>The image on show: its gates are the bars.</source>
        <translation>当前显示的图像：它的门控值就是柱。</translation>
    </message>
    <message>
        <source>Click to show it, and to compare the others with it.</source>
        <translation>点击可显示它，并让其他图像与它比较。</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Address of a picture, with http or https</source>
        <translation>图像的地址，以 http 或 https 开头</translation>
    </message>
    <message>
        <source>What you type here is fetched from wherever it leads, this computer and its own network included.</source>
        <translation>您在此输入的地址无论指向哪里都会被读取，包括这台计算机及其所在的网络。</translation>
    </message>
</context>
<context>
    <name>Live</name>
    <message>
        <source>camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>camera {n}</source>
        <translation>摄像头 {n}</translation>
    </message>
    <message>
        <source>Kept: {name}</source>
        <translation>已保存为图像：{name}</translation>
    </message>
    <message>
        <source>The camera has stopped, since another image was chosen.</source>
        <translation>摄像头已停止，因为选择了另一张图像。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Photo, answer and focus block; arrows scroll</source>
        <translation>照片、预测和聚焦模块；方向键滚动</translation>
    </message>
</context>
<context>
    <name>MapScale</name>
    <message>
        <source>scale of both maps, from {low} to {high}</source>
        <translation>两张特征图的标尺，从 {low} 到 {high}</translation>
    </message>
</context>
<context>
    <name>NetworkCommands</name>
    <message>
        <source>Open checkpoint</source>
        <translation>打开检查点</translation>
    </message>
    <message>
        <source>Checkpoints ({list})</source>
        <translation>检查点 ({list})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>One network at a time: {name} is opened, {n} others are not.</source>
        <translation>一次只能打开一个网络：已打开 {name}，其余 {n} 个没有打开。</translation>
    </message>
</context>
<context>
    <name>NetworkDialog</name>
    <message>
        <source>Compare with another network</source>
        <translation>与另一个网络比较</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Gates are compared block by block: these networks have {n} SE blocks, as the one in use has. Checkpoints of your own open below.</source>
        <translation>门控值逐个模块进行比较：这些网络与当前网络一样有 {n} 个 SE 模块。您自己的检查点可从下方打开。</translation>
    </message>
    <message>
        <source>Search by name, family or licence</source>
        <translation>按名称、系列或许可证搜索</translation>
    </message>
    <message>
        <source>Search networks</source>
        <translation>搜索网络</translation>
    </message>
    <message>
        <source>Only what is on this &amp;computer</source>
        <translation>仅显示这台计算机上的(&amp;C)</translation>
    </message>
    <message>
        <source>Open &amp;checkpoint …</source>
        <translation>打开检查点(&amp;C)…</translation>
    </message>
    <message>
        <source>A network&apos;s weights from a file of your own</source>
        <translation>您自己的文件中的网络权重</translation>
    </message>
    <message>
        <source>This computer seems to be offline. The {n} networks on it open all the same; the others need their weights downloaded first.</source>
        <translation>这台计算机似乎没有联网。本机上的 {n} 个网络仍可打开；其他网络需要先下载权重。</translation>
    </message>
    <message>
        <source>The engine is starting …</source>
        <translation>计算进程正在启动…</translation>
    </message>
    <message>
        <source>{n} networks</source>
        <translation>{n} 个网络</translation>
    </message>
    <message>
        <source>{found} of {n} networks</source>
        <translation>找到 {found} 个，共 {n} 个网络</translation>
    </message>
    <message>
        <source>No network on this computer matches “{text}”</source>
        <translation>这台计算机上没有与“{text}”匹配的网络</translation>
    </message>
    <message>
        <source>No network matches “{text}”</source>
        <translation>没有与“{text}”匹配的网络</translation>
    </message>
    <message>
        <source>{n} more could be downloaded</source>
        <translation>还有 {n} 个可以下载</translation>
    </message>
    <message>
        <source>Download and compare</source>
        <translation>下载并比较</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation>下载并打开</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Restart the engine</source>
        <translation>重新启动计算进程</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{text} ({n} times)</source>
        <translation>{text}（{n} 次）</translation>
    </message>
</context>
<context>
    <name>OtherNetworkPanel</name>
    <message>
        <source>Network to compare with</source>
        <translation>用于比较的网络</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>停止加载</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Random weights: neither network was trained from the other, so a channel number has no common meaning in both.</source>
        <translation>权重是随机的：两个网络之间没有训练上的联系，因此通道编号在两者中没有共同的含义。</translation>
    </message>
    <message>
        <source>A channel is the same one in both networks only if they started from the same weights, as checkpoints of one training run do.</source>
        <translation>只有当两个网络从相同的权重开始训练时（例如同一次训练的检查点），两者中编号相同的通道才是同一个通道。</translation>
    </message>
    <message>
        <source>Downloading {name} to compare with …</source>
        <translation>正在下载用于比较的 {name}…</translation>
    </message>
    <message>
        <source>Loading {name} to compare with …</source>
        <translation>正在加载用于比较的 {name}…</translation>
    </message>
    <message>
        <source>Answer of {name}</source>
        <translation>{name} 的预测</translation>
    </message>
    <message>
        <source>It sees other pixels: {how}.</source>
        <translation>它看到的像素不同：{how}。</translation>
    </message>
    <message>
        <source>It sees the same pixels as the network in use; nothing in its file says otherwise.</source>
        <translation>它看到的像素与当前网络相同；其文件没有另作说明。</translation>
    </message>
    <message>
        <source>same first class</source>
        <translation>首选类别相同</translation>
    </message>
    <message>
        <source>another first class</source>
        <translation>首选类别不同</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Block</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Channel {n} of {block}</source>
        <translation>{block} 的通道 {n}</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Wheel or + −: zoom. Drag or arrows: move. Double click or 0: fit.</source>
        <translation>滚轮或 +、−：缩放。拖动或方向键：移动。双击或 0：适合窗口。</translation>
    </message>
</context>
<context>
    <name>PlotCard</name>
    <message>
        <source>Fill the panel (F)</source>
        <translation>填满面板（F）</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>最快的可用设备</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Autosave</source>
        <translation>自动保存</translation>
    </message>
    <message>
        <source>All settings are as at the first start.</source>
        <translation>所有设置都已恢复到首次启动时的状态。</translation>
    </message>
</context>
<context>
    <name>ProgressGroup</name>
    <message>
        <source>{text} (Esc)</source>
        <translation>{text}（Esc）</translation>
    </message>
</context>
<context>
    <name>ProjectCommands</name>
    <message>
        <source>There is nothing to save yet: open a picture first.</source>
        <translation>还没有可保存的内容：请先打开一张图像。</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>gates{suffix}</source>
        <translation>门控{suffix}</translation>
    </message>
    <message>
        <source>Projects ({list})</source>
        <translation>项目 ({list})</translation>
    </message>
    <message>
        <source>Saving {name} …</source>
        <translation>正在保存 {name}…</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>“{name}” exists already. Replace it?</source>
        <translation>“{name}”已存在。要替换它吗？</translation>
    </message>
    <message>
        <source>“{name}” was changed by another window or program since it was opened or saved here. Replace it with what is open here?</source>
        <translation>“{name}”在此处打开或保存之后，已被其他窗口或程序更改。要用这里打开的内容替换它吗？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Locate “{name}”</source>
        <translation>定位“{name}”</translation>
    </message>
    <message>
        <source>Checkpoints ({list})</source>
        <translation>检查点 ({list})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>senet-viewer</source>
        <translation>senet-viewer</translation>
    </message>
    <message>
        <source>Save the changes of the project “{name}”?</source>
        <translation>要保存对项目“{name}”的更改吗？</translation>
    </message>
</context>
<context>
    <name>QuestionsDialog</name>
    <message>
        <source>What you can answer now</source>
        <translation>您现在能回答的问题</translation>
    </message>
    <message>
        <source>Try each with the window before you unfold it. Answers are read from it now.</source>
        <translation>展开之前，请先在窗口中试着回答每个问题。答案是此刻从窗口中读取的。</translation>
    </message>
</context>
<context>
    <name>ReadingCommands</name>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>门控值</translation>
    </message>
    <message>
        <source>rank by height</source>
        <translation>高低排名</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>gate − reference</source>
        <translation>门控值 − 参照</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>All {n} channels of {block}</source>
        <translation>{block} 的全部 {n} 个通道</translation>
    </message>
    <message>
        <source>{few} of {n} channels of {block}</source>
        <translation>{block}（{n} 个通道）：{few}</translation>
    </message>
    <message>
        <source>{block} · {name}</source>
        <translation>{block} · {name}</translation>
    </message>
    <message>
        <source>{which}, in the order of the plot; the table follows the window. A double click, or Enter, marks the channel in the plot; Alt+↑ and Alt+↓ sort. Compare one channel across pictures, not bars across channels.</source>
        <translation>{which}，顺序与图中相同；表格随窗口更新。双击或按 Enter 可在图中标出该通道；Alt+↑ 和 Alt+↓ 用于排序。请在不同图像之间比较同一个通道，不要比较不同通道的柱。</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>离散度</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>below 0.1</source>
        <translation>低于 0.1</translation>
    </message>
    <message>
        <source>above 0.9</source>
        <translation>高于 0.9</translation>
    </message>
    <message>
        <source>mean |gate − reference|</source>
        <translation>|门控值 − 参照| 的平均</translation>
    </message>
    <message>
        <source>block</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>similarity to {letter}: {name}</source>
        <translation>与 {letter} 的相似度：{name}</translation>
    </message>
    <message>
        <source>Gates of one picture, by block and by stage; the table follows the window. Reference: {reference}. A double click, or Enter, focuses a block; Alt+↑ and Alt+↓ sort.</source>
        <translation>一张图像的门控值，按模块和阶段统计；表格随窗口更新。参照：{reference}。双击或按 Enter 可聚焦模块；Alt+↑ 和 Alt+↓ 用于排序。</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>模块数</translation>
    </message>
    <message>
        <source>Statistics · {name}</source>
        <translation>统计 · {name}</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>模块</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>清空此列表</translation>
    </message>
    <message>
        <source>{name} and {n} more · {folder}</source>
        <translation>{name} 等（另有 {n} 个） · {folder}</translation>
    </message>
    <message>
        <source>{name} · {folder}</source>
        <translation>{name} · {folder}</translation>
    </message>
</context>
<context>
    <name>RecoveryBar</name>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>senet-viewer ended unexpectedly last time.</source>
        <translation>senet-viewer 上次意外退出。</translation>
    </message>
    <message>
        <source>senet-viewer ended unexpectedly last time. Bring back the image?</source>
        <translation>senet-viewer 上次意外退出。要恢复那张图像吗？</translation>
    </message>
    <message>
        <source>An image was open when senet-viewer was ended. Bring back the image?</source>
        <translation>senet-viewer 被终止时打开着一张图像。要恢复那张图像吗？</translation>
    </message>
    <message>
        <source>Images were open when senet-viewer was ended. Bring back {n} images?</source>
        <translation>senet-viewer 被终止时打开着一些图像。要恢复那 {n} 张图像吗？</translation>
    </message>
    <message>
        <source>senet-viewer ended unexpectedly last time. Bring back {n} images?</source>
        <translation>senet-viewer 上次意外退出。要恢复那 {n} 张图像吗？</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>About this network</source>
        <translation>关于此网络</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the whole report as text</source>
        <translation>将整个报告复制为文本</translation>
    </message>
    <message>
        <source>&amp;Summary …</source>
        <translation>概要(&amp;S)…</translation>
    </message>
    <message>
        <source>Layers, shapes, parameters, multiply-adds</source>
        <translation>层、形状、参数、乘加运算</translation>
    </message>
    <message>
        <source>&amp;Name its code …</source>
        <translation>指定代码(&amp;N)…</translation>
    </message>
    <message>
        <source>Open the file with the code that builds the network</source>
        <translation>指定构建该网络的代码，并用它打开文件</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Exact numbers (float32)</source>
        <translation>精确数值（float32）</translation>
    </message>
    <message>
        <source>Without it the network computes in bfloat16: faster, rounded to 8 bits, so that gates and probabilities change slightly.</source>
        <translation>取消选中时，网络以 bfloat16 计算：更快，但舍入到 8 位，门控值和概率会略有变化。</translation>
    </message>
    <message>
        <source>Histogram beside the bars</source>
        <translation>在柱旁显示直方图</translation>
    </message>
    <message>
        <source>Mark differences below the noise</source>
        <translation>标出低于噪声的差异</translation>
    </message>
    <message>
        <source>Looks at each picture again, shifted by a pixel and flipped: gates that change as much by that say nothing of the picture.</source>
        <translation>把每张图像平移一个像素并翻转后再看一次：如果这样也会使门控值产生同样大的变化，差异就不能说明图像的任何特点。</translation>
    </message>
    <message>
        <source>like the system, contrast too</source>
        <translation>跟随系统，包括对比度</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>high contrast, light</source>
        <translation>高对比度，浅色</translation>
    </message>
    <message>
        <source>high contrast, dark</source>
        <translation>高对比度，深色</translation>
    </message>
    <message>
        <source>like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Another language takes effect at the next start.</source>
        <translation>更改语言后，重新启动才会生效。</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>文字大小(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>绘图</translation>
    </message>
    <message>
        <source>Change keys …</source>
        <translation>更改快捷键…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Everything here, also changed keys, orders and layout; recent files stay</source>
        <translation>包括这里的所有设置、更改过的快捷键、排序和布局；最近使用的文件会保留</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>显示{name}</translation>
    </message>
</context>
<context>
    <name>SortMenu</name>
    <message>
        <source>reversed</source>
        <translation>倒序</translation>
    </message>
    <message>
        <source>in order of arrival</source>
        <translation>按添加顺序</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>by class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>most certain first</source>
        <translation>最确定的在前</translation>
    </message>
    <message>
        <source>by arrival</source>
        <translation>按添加顺序</translation>
    </message>
    <message>
        <source>most certain</source>
        <translation>最确定</translation>
    </message>
    <message>
        <source>by a block&apos;s mean gate</source>
        <translation>按某个模块的平均门控值</translation>
    </message>
    <message>
        <source>by the spread of a block&apos;s gates</source>
        <translation>按模块门控值的离散度</translation>
    </message>
    <message>
        <source>by a block&apos;s wide open gates (&gt; {bound})</source>
        <translation>按模块中接近全开的门控数（&gt; {bound}）</translation>
    </message>
    <message>
        <source>by a block&apos;s nearly closed gates (&lt; {bound})</source>
        <translation>按模块中接近关闭的门控数（&lt; {bound}）</translation>
    </message>
    <message>
        <source>by a block&apos;s distance from the reference</source>
        <translation>按某个模块与参照的距离</translation>
    </message>
    <message>
        <source>{block}: spread</source>
        <translation>{block}：离散度</translation>
    </message>
    <message>
        <source>{block}: wide open</source>
        <translation>{block}：接近全开</translation>
    </message>
    <message>
        <source>{block}: nearly closed</source>
        <translation>{block}：接近关闭</translation>
    </message>
    <message>
        <source>Choose something to compare with first.</source>
        <translation>请先选择参照。</translation>
    </message>
    <message>
        <source>{block}: mean gate</source>
        <translation>{block}：平均门控值</translation>
    </message>
    <message>
        <source>{block}: distance</source>
        <translation>{block}：距离</translation>
    </message>
</context>
<context>
    <name>StageHeader</name>
    <message>
        <source>folded for want of room, click to open</source>
        <translation>因空间不足而折叠，点击展开</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>folded for want of room</source>
        <translation>因空间不足而折叠</translation>
    </message>
    <message>
        <source>Fold this stage</source>
        <translation>折叠此阶段</translation>
    </message>
    <message>
        <source>Open this stage</source>
        <translation>展开此阶段</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>About this network</source>
        <translation>关于此网络</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Stop downloading</source>
        <translation>停止下载</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Stop opening</source>
        <translation>停止打开</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Stop fetching</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>Project …</source>
        <translation>项目…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Stop inspecting</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>Opening the project …</source>
        <translation>正在打开项目…</translation>
    </message>
    <message>
        <source>fetching a picture: {mb} MB</source>
        <translation>正在读取一张图像：{mb} MB</translation>
    </message>
    <message>
        <source>fetching {n} pictures: {mb} MB</source>
        <translation>正在读取 {n} 张图像：{mb} MB</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>没有网络</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>The network is not loaded</source>
        <translation>网络尚未加载</translation>
    </message>
    <message>
        <source>{blocks} blocks, {gates} gates</source>
        <translation>{blocks} 个模块，{gates} 个门控值</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} 毫秒</translation>
    </message>
    <message>
        <source>{matched} of {expected} tensors taken over</source>
        <translation>已载入 {expected} 个张量中的 {matched} 个</translation>
    </message>
    <message>
        <source>taken for one of {n} networks with the same tensors</source>
        <translation>视为张量相同的 {n} 个网络之一</translation>
    </message>
    <message>
        <source>Starting the engine …</source>
        <translation>正在启动计算进程…</translation>
    </message>
    <message>
        <source>Downloading {new}; {old} stays in use until it is ready</source>
        <translation>正在下载 {new}；就绪之前仍使用 {old}</translation>
    </message>
    <message>
        <source>Downloading {new} …</source>
        <translation>正在下载 {new}…</translation>
    </message>
    <message>
        <source>Loading {new} …</source>
        <translation>正在加载 {new}…</translation>
    </message>
    <message>
        <source>{name}: {words}</source>
        <translation>{name}：{words}</translation>
    </message>
    <message>
        <source>{done} of {total} · {rate} images/s · {left} s left</source>
        <translation>{done} / {total} · 每秒 {rate} 张 · 剩余 {left} 秒</translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message>
        <source>Summary · {name}</source>
        <translation>概要 · {name}</translation>
    </message>
    <message>
        <source>Counting the layers …</source>
        <translation>正在统计各层…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>As a &amp;list</source>
        <translation>以列表显示(&amp;L)</translation>
    </message>
    <message>
        <source>All layers that compute, sorted as a whole</source>
        <translation>所有参与计算的层，整体排序</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>Multiply-adds by stage</source>
        <translation>各阶段的乘加运算</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the same without its SE blocks</source>
        <translation>去掉 SE 模块的同一网络</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>A network of the list, or another one by name, such as resnet50; Enter counts</source>
        <translation>列表中的网络，或输入其他名称，例如 resnet50；按 Enter 开始统计</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Side of the input</source>
        <translation>输入的边长</translation>
    </message>
    <message>
        <source>Side of the square picture that goes in</source>
        <translation>输入的正方形图像的边长</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy everything as a table</source>
        <translation>将全部内容复制为表格</translation>
    </message>
    <message>
        <source>&amp;Open all</source>
        <translation>全部展开(&amp;O)</translation>
    </message>
    <message>
        <source>Compare &amp;with</source>
        <translation>对比(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Input</source>
        <translation>输入(&amp;I)</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差异</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The selected rows, or all, with their headings</source>
        <translation>选中的行或全部行，连同表头</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open images, folders or a checkpoint</source>
        <translation>打开图像、文件夹或检查点</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>What each gate is compared with: the ticks on the bars, the depth strip and what is unusual follow from it.</source>
        <translation>每个门控值的参照：柱上的刻线、深度条和不寻常之处都以它为准。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export figure or data</source>
        <translation>导出图表或数据</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Order of the bars: {text}</source>
        <translation>柱的顺序：{text}</translation>
    </message>
    <message>
        <source>Bars by channel number (1): a channel keeps its place from picture to picture. The order itself has no meaning.</source>
        <translation>按通道编号排列（1）：换一张图像时，通道的位置不变。顺序本身没有意义。</translation>
    </message>
    <message>
        <source>The highest gate of each block first (2): how many are open, and how far. A low gate is not an unimportant one.</source>
        <translation>每个模块门控值最高的在前（2）：有多少通道打开，打开多少。门控值低并不代表不重要。</translation>
    </message>
    <message>
        <source>The channels furthest from the reference first (3), in each block: what is particular to this picture.</source>
        <translation>每个模块中与参照相差最大的通道在前（3）：这张图像的独特之处。</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>unusual</source>
        <translation>不寻常</translation>
    </message>
    <message>
        <source>channel number</source>
        <translation>按通道编号</translation>
    </message>
    <message>
        <source>highest first</source>
        <translation>从高到低</translation>
    </message>
    <message>
        <source>most unusual first</source>
        <translation>最不寻常的在前</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Network: {text}</source>
        <translation>网络：{text}</translation>
    </message>
    <message>
        <source>Device: {text}</source>
        <translation>设备：{text}</translation>
    </message>
    <message>
        <source>Compare with: {text}</source>
        <translation>参照：{text}</translation>
    </message>
    <message>
        <source>loading …</source>
        <translation>加载中…</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>the selected images</source>
        <translation>选中的图像</translation>
    </message>
    <message>
        <source>pinned: {name}</source>
        <translation>固定：{name}</translation>
    </message>
    <message>
        <source>average picture</source>
        <translation>平均图像</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>average “{name}”</source>
        <translation>“{name}”的平均</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Load {n} pictures to see what is unusual</source>
        <translation>请载入 {n} 张图像，以查看不寻常之处</translation>
    </message>
    <message>
        <source>The other network has no gates for this picture</source>
        <translation>另一个网络还没有这张图像的门控值</translation>
    </message>
    <message>
        <source>Needs something to compare with</source>
        <translation>需要先选择参照</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>The tour is in the help menu, whenever you like.</source>
        <translation>导览随时可在帮助菜单中找到。</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} / {total}</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复它</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Keys: {keys}</source>
        <translation>按键：{keys}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>Locate …</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Name its code …</source>
        <translation>指定代码…</translation>
    </message>
</context>
<context>
    <name>UnusualList</name>
    <message>
        <source>none more open</source>
        <translation>没有开得更大的</translation>
    </message>
    <message>
        <source>more open</source>
        <translation>开得更大</translation>
    </message>
    <message>
        <source>none more closed</source>
        <translation>没有关得更小的</translation>
    </message>
    <message>
        <source>more closed</source>
        <translation>关得更紧</translation>
    </message>
</context>
<context>
    <name>ValueSwitch</name>
    <message>
        <source>gates</source>
        <translation>门控值</translation>
    </message>
    <message>
        <source>differences</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Bars are gates, from 0 to 1 (D).</source>
        <translation>柱为门控值，从 0 到 1（D）。</translation>
    </message>
    <message>
        <source>Bars are gate minus reference, up from zero where the gate is more open, down where it is more closed; all blocks share one scale (D).</source>
        <translation>柱为门控值减参照：开得更大时从零向上，关得更紧时从零向下；所有模块共用一个标尺（D）。</translation>
    </message>
    <message>
        <source>Bars show gates</source>
        <translation>柱显示门控值</translation>
    </message>
    <message>
        <source>Bars show differences</source>
        <translation>柱显示差值</translation>
    </message>
</context>
<context>
    <name>_Details</name>
    <message>
        <source>Run it on senet-viewer&apos;s own, faster code</source>
        <translation>使用 senet-viewer 自己的、更快的代码运行</translation>
    </message>
    <message>
        <source>Mark a network to read about it; Enter opens it.</source>
        <translation>选中一个网络可阅读其说明；按 Enter 打开。</translation>
    </message>
    <message>
        <source>input {n}×{n}</source>
        <translation>输入 {n}×{n}</translation>
    </message>
    <message>
        <source>{n} SE blocks</source>
        <translation>{n} 个 SE 模块</translation>
    </message>
    <message>
        <source>{n} parameters</source>
        <translation>{n} 个参数</translation>
    </message>
    <message>
        <source>licence {name}</source>
        <translation>许可证 {name}</translation>
    </message>
    <message>
        <source>Untrained: random weights. Fine for seeing shapes and block names, useless for answers.</source>
        <translation>未训练：随机权重。适合查看形状和模块名称，预测结果没有意义。</translation>
    </message>
    <message>
        <source>Weights: {name}, {where}.</source>
        <translation>权重：{name}，{where}。</translation>
    </message>
</context>
<context>
    <name>amounts</name>
    <message>
        <source>{n} bytes</source>
        <translation>{n} 字节</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/秒</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
</context>
<context>
    <name>channelCard</name>
    <message>
        <source>squeeze</source>
        <translation>挤压值</translation>
    </message>
    <message>
        <source>mean of the map before</source>
        <translation>门控之前特征图的平均值</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>门控值</translation>
    </message>
    <message>
        <source>below the noise, {noise}</source>
        <translation>低于噪声 {noise}</translation>
    </message>
    <message>
        <source>{difference}; {rank}</source>
        <translation>{difference}；{rank}</translation>
    </message>
    <message>
        <source>{difference} from {reference}</source>
        <translation>与{reference}相差 {difference}</translation>
    </message>
    <message>
        <source>A gate says how much, never where: one number a picture, made from the squeezes of all {n} channels.</source>
        <translation>门控值只说明“多少”，从不说明“在哪里”：每张图像只有一个数，由全部 {n} 个通道的挤压值得出。</translation>
    </message>
    <message>
        <source>Gate 0 silences what this block adds; the shortcut still carries the channel.</source>
        <translation>门控值为 0 时，该模块不添加任何内容；捷径连接仍然传递这个通道。</translation>
    </message>
    <message>
        <source>Gate 0 shuts the channel off.</source>
        <translation>门控值为 0 时，通道被关断。</translation>
    </message>
    <message>
        <source>Channel {channel} means nothing in another stage or a separately trained network.</source>
        <translation>在其他阶段或另行训练的网络中，通道 {channel} 没有相同的含义。</translation>
    </message>
</context>
<context>
    <name>comparison</name>
    <message>
        <source>{n} more left out: {most} at most</source>
        <translation>另有 {n} 张未列入：最多 {most} 张</translation>
    </message>
    <message>
        <source>{n} without gates yet</source>
        <translation>{n} 张还没有门控值</translation>
    </message>
    <message>
        <source>difference from {name}.</source>
        <translation>与 {name} 的差异。</translation>
    </message>
    <message>
        <source>⚠ It sees other pixels of the image than the network in use: differences may come from that alone.</source>
        <translation>⚠ 它看到的图像像素与当前网络不同：差异可能仅由此造成。</translation>
    </message>
    <message>
        <source>⚠ It tells nothing: without common training, a channel number has no common meaning.</source>
        <translation>⚠ 它不说明任何问题：没有共同的训练，通道编号就没有共同的含义。</translation>
    </message>
    <message>
        <source>One bar = the mean |gate difference| of a block on this image = 1 − similarity.</source>
        <translation>一条柱 = 这张图像在一个模块中 |门控值差| 的平均 = 1 − 相似度。</translation>
    </message>
    <message>
        <source>Clearly apart: the difference is beyond the noise, at least half of the largest such difference, and {clear} or more. More alike: all other blocks.</source>
        <translation>明显不同：差异超出噪声，至少是此类最大差异的一半，并且不小于 {clear}。较相似：其余所有模块。</translation>
    </message>
    <message>
        <source>Noise: what a one-pixel shift or a flip of the image changes in the network in use; that of the other network is not measured. Hollow bars are no longer than it.</source>
        <translation>噪声：图像平移一个像素或翻转时，使用中的网络所发生的变化；另一个网络的噪声没有测量。空心的柱不超过它。</translation>
    </message>
    <message>
        <source>This holds for networks that started from the same weights; in separately trained ones a channel&apos;s number means nothing, and so does the difference.</source>
        <translation>这适用于从相同权重开始训练的网络；在分别训练的网络之间，通道编号没有共同的含义，差值也就没有意义。</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Teaching network: %1×%2 pixels, %3 classes, %4 % top-1. Anything else still gets a name.</source>
        <translation>教学网络：%1×%2 像素，%3 个类别，top-1 准确率 %4 %。这些类别之外的东西也会得到一个名称。</translation>
    </message>
    <message>
        <source>untrained: random weights</source>
        <translation>未训练：随机权重</translation>
    </message>
    <message>
        <source>no shortcuts; torchvision&apos;s weights of GoogLeNet are taken over if they are on this machine, the gates are untrained</source>
        <translation>没有捷径连接；如果这台计算机上有 torchvision 的 GoogLeNet 权重，就采用它们，门控未训练</translation>
    </message>
    <message>
        <source>an image encoder: it gives features, no classes</source>
        <translation>图像编码器：给出特征，不给出类别</translation>
    </message>
    <message>
        <source>GoogLeNet with untrained SE blocks: every gate is %1 for every picture, so that the answers are nearly GoogLeNet&apos;s.</source>
        <translation>带有未训练 SE 模块的 GoogLeNet：对任何图像，每个门控值都是 %1，因此预测几乎与 GoogLeNet 相同。</translation>
    </message>
    <message>
        <source>%1 validation pictures</source>
        <translation>%1 张验证图像</translation>
    </message>
    <message>
        <source>Bundled</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>%1, bundled</source>
        <translation>%1，自带</translation>
    </message>
    <message>
        <source>%1, %2 stem, untrained</source>
        <translation>%1，%2 stem，未训练</translation>
    </message>
    <message>
        <source>%1, %2, untrained</source>
        <translation>%1，%2，未训练</translation>
    </message>
    <message>
        <source>%1, untrained</source>
        <translation>%1，未训练</translation>
    </message>
    <message>
        <source>Networks of the paper, trained on ImageNet</source>
        <translation>论文中的网络，在 ImageNet 上训练</translation>
    </message>
    <message>
        <source>timm and torchvision</source>
        <translation>timm 和 torchvision</translation>
    </message>
    <message>
        <source>SE-GoogLeNet, untrained gates</source>
        <translation>SE-GoogLeNet，门控未训练</translation>
    </message>
    <message>
        <source>the tutorial&apos;s names</source>
        <translation>教程中的名称</translation>
    </message>
    <message>
        <source>Tensors do not tell the stride of a 3×3 stem: 1 is taken; a .json file beside the checkpoint may state {&quot;stem&quot;: &quot;small&quot;}, which is 2.</source>
        <translation>张量不能说明 3×3 stem 的步长：这里取 1；检查点旁的 .json 文件可以写明 {&quot;stem&quot;: &quot;small&quot;}，即步长为 2。</translation>
    </message>
    <message>
        <source>Tensors do not tell the stride of a 3×3 stem: %1 is taken, as in the network in use.</source>
        <translation>张量无法说明 3×3 主干的步幅：沿用当前网络的 %1。</translation>
    </message>
    <message>
        <source>The tensors stand under “%1”.</source>
        <translation>张量位于“%1”之下。</translation>
    </message>
    <message>
        <source>Taken are the averaged weights under “%1”.</source>
        <translation>采用“%1”之下的平均权重。</translation>
    </message>
    <message>
        <source>Taken are the averaged weights under “%1”; the file also holds “%2”.</source>
        <translation>采用“%1”之下的平均权重；文件中还有“%2”。</translation>
    </message>
    <message>
        <source>%1 counters that belong to no network (%2) were left out.</source>
        <translation>已略去不属于网络的 %1 个计数器（%2）。</translation>
    </message>
    <message>
        <source>Every name began with “%1”.</source>
        <translation>每个名称都以“%1”开头。</translation>
    </message>
    <message>
        <source>The names of its 1,000 classes are ImageNet&apos;s, which is a guess.</source>
        <translation>它的 1,000 个类别名称取自 ImageNet，这是推测。</translation>
    </message>
    <message>
        <source>The names of the classes are those of “%1” beside the file.</source>
        <translation>类别名称取自文件旁的“%1”。</translation>
    </message>
    <message>
        <source>The names of the classes are those of %1.</source>
        <translation>类别名称取自 %1。</translation>
    </message>
    <message>
        <source>%1 has %2 labels, but the network has %3 classes; they are not used.</source>
        <translation>%1 有 %2 个标签，但网络有 %3 个类别；没有使用这些标签。</translation>
    </message>
    <message>
        <source>The tensors are %1; they are used as float32.</source>
        <translation>张量为 %1；按 float32 使用。</translation>
    </message>
    <message>
        <source>“%1” and %2 more hold values that are not finite.</source>
        <translation>“%1”和另外 %2 个张量含有非有限的数值。</translation>
    </message>
    <message>
        <source>“%1” hold values that are not finite.</source>
        <translation>“%1”含有非有限的数值。</translation>
    </message>
    <message>
        <source>nothing fits</source>
        <translation>没有任何张量相符</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>image data</source>
        <translation>图像数据</translation>
    </message>
    <message>
        <source>more than %1 megapixels</source>
        <translation>超过 %1 百万像素</translation>
    </message>
    <message>
        <source>%1 megapixels</source>
        <translation>%1 百万像素</translation>
    </message>
    <message>
        <source>an AVIF picture</source>
        <translation>AVIF 图像</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>SVG 图形</translation>
    </message>
    <message>
        <source>a HEIC photo</source>
        <translation>HEIC 照片</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>a JPEG XL picture</source>
        <translation>JPEG XL 图像</translation>
    </message>
    <message>
        <source>a PostScript file</source>
        <translation>PostScript 文件</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a Windows metafile</source>
        <translation>Windows 图元文件</translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation>退出状态 %1</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>信号 %1</translation>
    </message>
    <message>
        <source>the name %1 cannot be resolved</source>
        <translation>无法解析名称 %1</translation>
    </message>
    <message>
        <source>no route leads to %1</source>
        <translation>没有通往 %1 的路由</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>architecture.failed</source>
        <extracomment>“{name}” did not build a network ({reason}); correct that code, or name a function without arguments that returns the network.</extracomment>
        <translation>“{name}”没有构建出网络（{reason}）；请修改那段代码，或指定一个无需参数即可返回网络的函数。</translation>
    </message>
    <message>
        <source>architecture.no_callable</source>
        <extracomment>“{callable}” of “{module}” cannot be called; name a class of networks, or a function that returns one. / “{module}” has no “{callable}”; name a class of networks in it, or a function that returns one.</extracomment>
        <translation>“{module}”中没有可调用的“{callable}”；请指定一个网络类，或一个返回网络的函数。</translation>
    </message>
    <message>
        <source>architecture.no_checkpoint</source>
        <extracomment>“{name}” is a network by name, so that there is nothing to choose an architecture for; give a checkpoint&apos;s path.</extracomment>
        <translation>“{name}”是按名称加载的网络，因此无需选择架构；请给出检查点的路径。</translation>
    </message>
    <message>
        <source>architecture.no_module</source>
        <extracomment>There is no Python module “{module}” here; start senet-viewer in the folder of the network&apos;s code, or install that code beside senet-viewer.</extracomment>
        <translation>这里没有 Python 模块“{module}”；请在网络代码所在的文件夹中启动 senet-viewer，或将该代码安装到与 senet-viewer 相同的环境中。</translation>
    </message>
    <message>
        <source>architecture.no_network</source>
        <extracomment>“{name}” returned no torch.nn.Module but a {kind}; name a class of networks, or a function that returns one.</extracomment>
        <translation>“{name}”返回的不是 torch.nn.Module，而是 {kind}；请指定一个网络类，或一个返回网络的函数。</translation>
    </message>
    <message>
        <source>architecture.spelling</source>
        <extracomment>“{name}” names no code; write module:callable, such as mynet:build for the function build in mynet.py of the current folder.</extracomment>
        <translation>“{name}”没有指明代码；请以 module:callable 的形式填写，例如 mynet:build 表示当前文件夹中 mynet.py 的函数 build。</translation>
    </message>
    <message>
        <source>architecture.two_ways</source>
        <extracomment>An architecture and an implementation are two ways to say how a network is built; choose one of them.</extracomment>
        <translation>架构和实现是说明网络如何构建的两种方式；请只选择其中一种。</translation>
    </message>
    <message>
        <source>autosave.damaged</source>
        <extracomment>What was open at the last crash cannot be brought back; its file is kept as “{file}”.</extracomment>
        <translation>上次崩溃时打开的内容无法恢复；其文件保留为“{file}”。</translation>
    </message>
    <message>
        <source>autosave.failed</source>
        <extracomment>What you open cannot be saved on the way in “{folder}”: it stays in memory, and a crash would lose it; make room there, then it is saved again.</extracomment>
        <translation>打开的内容无法随时保存到“{folder}”：它们只留在内存中，一旦崩溃就会丢失；请在该处腾出空间，之后会重新保存。</translation>
    </message>
    <message>
        <source>autosave.no_folder</source>
        <extracomment>Nothing can be written to “{folder}”, so what you open is not saved on the way; make room there, or make it writable.</extracomment>
        <translation>无法写入“{folder}”，因此打开的内容不会随时保存；请在该处腾出空间，或使其可写。</translation>
    </message>
    <message>
        <source>camera.failed</source>
        <extracomment>The camera does not work: {reason}. Close other programs that use it.</extracomment>
        <translation>摄像头无法工作：{reason}。请关闭使用它的其他程序。</translation>
    </message>
    <message>
        <source>camera.missing</source>
        <extracomment>Qt Multimedia, which the camera needs, cannot be loaded: {reason}.</extracomment>
        <translation>无法加载摄像头所需的 Qt Multimedia：{reason}。</translation>
    </message>
    <message>
        <source>camera.none</source>
        <extracomment>No camera was found; connect one and try again.</extracomment>
        <translation>没有找到摄像头；请连接一个后重试。</translation>
    </message>
    <message>
        <source>camera.refused</source>
        <extracomment>The system does not let senet-viewer use the camera; allow it in the system&apos;s privacy settings.</extracomment>
        <translation>系统不允许 senet-viewer 使用摄像头；请在系统的隐私设置中允许。</translation>
    </message>
    <message>
        <source>capture.shape</source>
        <extracomment>The gate of {block} ({module}) is no single number a channel, so the network cannot be shown.</extracomment>
        <translation>{block}（{module}）的门控不是每个通道一个数，因此无法显示这个网络。</translation>
    </message>
    <message>
        <source>capture.silent</source>
        <extracomment>{silent} of {blocks} SE blocks gave no gates in the last forward pass ({names}); run the whole network once inside the capture.</extracomment>
        <translation>在上一次前向传播中，{blocks} 个 SE 模块里有 {silent} 个没有给出门控值（{names}）；请在捕获期间完整运行一次网络。</translation>
    </message>
    <message>
        <source>channel.unknown</source>
        <extracomment>{name} has no channel {channel} in a block {block}.</extracomment>
        <translation>{name} 的模块 {block} 中没有通道 {channel}。</translation>
    </message>
    <message>
        <source>checkpoint.channels</source>
        <extracomment>“{file}” is of a network for pictures of {channels} channels; choose one for colour pictures (RGB).</extracomment>
        <translation>“{file}”属于处理 {channels} 通道图像的网络；请选择处理彩色图像（RGB）的检查点。</translation>
    </message>
    <message>
        <source>checkpoint.claims</source>
        <extracomment>“{file}” claims to hold much more than it does; download or copy it again.</extracomment>
        <translation>“{file}”声称包含的内容远多于实际内容；请重新下载或复制。</translation>
    </message>
    <message>
        <source>checkpoint.companion</source>
        <extracomment>What “{file}” states of the network cannot be read; correct it or take it away.</extracomment>
        <translation>无法读取“{file}”中关于网络的说明；请改正或删除它。</translation>
    </message>
    <message>
        <source>checkpoint.damaged</source>
        <extracomment>“{file}” is damaged or was changed; delete it, and {title} opens with random weights.</extracomment>
        <translation>“{file}”已损坏或被修改；请删除它，之后 SE-GoogLeNet 会以随机权重打开。</translation>
    </message>
    <message>
        <source>checkpoint.labels</source>
        <extracomment>“{file}” has {labels} labels, but the network has {classes} classes; give one label a class.</extracomment>
        <translation>“{file}”有 {labels} 个标签，但网络有 {classes} 个类别；请为每个类别提供一个标签。</translation>
    </message>
    <message>
        <source>checkpoint.memory</source>
        <extracomment>There is not enough memory for the tensors of “{file}”; choose a smaller network.</extracomment>
        <translation>内存不足，无法读取“{file}”的张量；请选择较小的网络。</translation>
    </message>
    <message>
        <source>checkpoint.missing</source>
        <extracomment>There is no checkpoint “{file}”; check its name, and whether it was moved.</extracomment>
        <translation>没有检查点“{file}”；请检查它的名称，以及是否已被移走。</translation>
    </message>
    <message>
        <source>checkpoint.no_classifier</source>
        <extracomment>“{file}” is {nearest} without its classifier “{head}”, so that it has no answers to show; choose a checkpoint with it, or name code that builds the network with another one by --architecture module:callable.</extracomment>
        <translation>“{file}”是缺少分类器“{head}”的 {nearest}，因此没有预测可以显示；请选择带有分类器的检查点，或指定用其他分类器构建网络的代码。</translation>
    </message>
    <message>
        <source>checkpoint.no_gates</source>
        <extracomment>“{file}” has no squeeze-and-excitation blocks: it is {nearest} but for these; choose a checkpoint of a network with SE blocks.</extracomment>
        <translation>“{file}”没有挤压与激励模块：除此之外它就是 {nearest}；请选择带有 SE 模块的网络的检查点。</translation>
    </message>
    <message>
        <source>checkpoint.no_tensors</source>
        <extracomment>“{file}” holds no tensors with names; choose a file of a network&apos;s weights.</extracomment>
        <translation>“{file}”中没有带名称的张量；请选择网络权重的文件。</translation>
    </message>
    <message>
        <source>checkpoint.not_one</source>
        <extracomment>“{file}” is not a checkpoint; choose a .safetensors, .pt or .pth file of weights.</extracomment>
        <translation>“{file}”不是检查点；请选择 .safetensors、.pt 或 .pth 权重文件。</translation>
    </message>
    <message>
        <source>checkpoint.numbers</source>
        <extracomment>“{file}” holds {kind} tensors in place of weights, which cannot be computed with; save the network with floating-point weights.</extracomment>
        <translation>“{file}”包含的不是权重，而是无法参与计算的 {kind} 张量；请以浮点权重保存网络。</translation>
    </message>
    <message>
        <source>checkpoint.other_network</source>
        <extracomment>“{file}” does not fit the network of {nearest}: {matched} of {expected} tensors match, but {first}; let that code build the network that the file is of. / “{file}” does not fit {architecture}, which you named: {matched} of {expected} tensors match, but {first}; name another architecture, or leave it out. / “{file}” is of no network that our own code has: of the nearest, {nearest} ({dialect}), {matched} of {expected} tensors match; leave --implementation out. / “{file}” is of a network that is not known: even of the nearest, {nearest} ({dialect}), only {matched} of {expected} tensors match; name the code that builds it with --architecture module:callable. / “{file}” is of another network: of the nearest, {nearest} ({dialect}), {matched} of {expected} tensors match, but {first}; name the code that builds it with --architecture module:callable. / “{file}” is of another network: {matched} of the {expected} tensors of torchvision’s GoogLeNet match, but {first}; choose weights of that network.</extracomment>
        <translation>“{file}”属于另一个网络：与最接近的 {nearest} 相比，{expected} 个张量中有 {matched} 个匹配，但有不符之处：{first}；请指定构建该网络的代码，或选择其他权重。</translation>
    </message>
    <message>
        <source>checkpoint.pickle</source>
        <extracomment>“{file}” holds a Python object ({what}) that could run any code when it is read; save the network&apos;s state_dict() alone, best as safetensors.</extracomment>
        <translation>“{file}”包含一个 Python 对象（{what}），读取时可能运行任意代码；请只保存网络的 state_dict()，最好保存为 safetensors。</translation>
    </message>
    <message>
        <source>checkpoint.protocol</source>
        <extracomment>“{file}” is pickled in another way than torch&apos;s own, which cannot be read safely; save it with torch.save as it is, or as safetensors.</extracomment>
        <translation>“{file}”的 pickle 方式与 torch 自己的不同，无法安全读取；请用 torch.save 的默认方式保存，或保存为 safetensors。</translation>
    </message>
    <message>
        <source>checkpoint.script</source>
        <extracomment>“{file}” is a TorchScript program, which holds code; save its state_dict() alone.</extracomment>
        <translation>“{file}”是包含代码的 TorchScript 程序；请只保存它的 state_dict()。</translation>
    </message>
    <message>
        <source>checkpoint.script.hint</source>
        <extracomment>Only if you trust the file, run: {path}</extracomment>
        <translation>仅当您信任该文件时，才运行：{command}</translation>
    </message>
    <message>
        <source>checkpoint.truncated</source>
        <extracomment>“{file}” is cut short; download or copy it again.</extracomment>
        <translation>“{file}”不完整；请重新下载或复制。</translation>
    </message>
    <message>
        <source>checkpoint.unreadable</source>
        <extracomment>“{file}” cannot be read; check its permissions.</extracomment>
        <translation>无法读取“{file}”；请检查它的权限。</translation>
    </message>
    <message>
        <source>compare.blocks</source>
        <extracomment>{what}, so that their gates cannot be compared; choose a network with the same blocks, such as another checkpoint of its training run.</extracomment>
        <translation>“{name}”有 {there} 个 SE 模块，而当前网络有 {here} 个，因此无法比较它们的门控值；请选择模块相同的网络，例如同一次训练的另一个检查点。</translation>
    </message>
    <message>
        <source>compare.channels</source>
        <extracomment>{what}, so that their gates cannot be compared; choose a network with the same blocks, such as another checkpoint of its training run.</extracomment>
        <translation>“{name}”在 {block} 中有 {there} 个通道，而当前网络有 {here} 个，因此无法比较它们的门控值；请选择模块相同的网络，例如同一次训练的另一个检查点。</translation>
    </message>
    <message>
        <source>compare.died</source>
        <extracomment>The engine stopped while “{name}” looked at the picture; nothing is compared with it any more, and it can be chosen again.</extracomment>
        <translation>“{name}”查看图像时计算进程停止了；现在不再与它比较，可以重新选择它。</translation>
    </message>
    <message>
        <source>compare.first</source>
        <extracomment>There is no checkpoint to compare with before “{name}” in its folder.</extracomment>
        <translation>该文件夹中“{name}”之前没有可比较的检查点。</translation>
    </message>
    <message>
        <source>compare.last</source>
        <extracomment>There is no checkpoint to compare with after “{name}” in its folder.</extracomment>
        <translation>该文件夹中“{name}”之后没有可比较的检查点。</translation>
    </message>
    <message>
        <source>compare.names</source>
        <extracomment>{what}, so that their gates cannot be compared; choose a network with the same blocks, such as another checkpoint of its training run.</extracomment>
        <translation>“{name}”中的模块 {there} 在当前网络中对应 {here}，因此无法比较它们的门控值；请选择模块相同的网络，例如同一次训练的另一个检查点。</translation>
    </message>
    <message>
        <source>compare.no_network</source>
        <extracomment>There is no network in use yet to compare another one with; wait for it.</extracomment>
        <translation>当前还没有可供比较的网络；请稍候。</translation>
    </message>
    <message>
        <source>compare.no_run</source>
        <extracomment>No network here is from a checkpoint file; choose one to compare with first.</extracomment>
        <translation>这里没有来自检查点文件的网络；请先选择一个来比较。</translation>
    </message>
    <message>
        <source>device.missing</source>
        <extracomment>There is no device “{name}” here; choose one of auto, {choices}.</extracomment>
        <translation>这里没有设备“{name}”；请选择 auto 或以下之一：{choices}。</translation>
    </message>
    <message>
        <source>display.library</source>
        <extracomment>Qt needs the library xcb-cursor to open a window; on Debian and Ubuntu, “apt install libxcb-cursor0” brings it.</extracomment>
        <translation>Qt 需要 {library} 库才能打开窗口；在 Debian 和 Ubuntu 上，可用“apt install {package}”安装。</translation>
    </message>
    <message>
        <source>display.missing</source>
        <extracomment>There is no screen to open a window on; use “senet-viewer inspect”, “figure”, “summary” or “--screenshot FILE” instead.</extracomment>
        <translation>没有可供打开窗口的屏幕；请改用“senet-viewer inspect”“figure”“summary”或“--screenshot FILE”。</translation>
    </message>
    <message>
        <source>download.cut</source>
        <extracomment>The download of “{name}” was cut off; {megabytes} MB are kept, and another try goes on from there.</extracomment>
        <translation>“{file}”的下载中断；已保留 {done} MB，再试一次会从中断处继续。</translation>
    </message>
    <message>
        <source>download.damaged</source>
        <extracomment>“{name}” arrived damaged (its checksum differs) and was thrown away; try again.</extracomment>
        <translation>“{file}”下载后已损坏（校验和不同），已被丢弃；请重试。</translation>
    </message>
    <message>
        <source>download.disk_full</source>
        <extracomment>There is no room for “{name}” in {folder}; free some space, or set HF_HOME or TORCH_HOME to another disk, and try again.</extracomment>
        <translation>“{folder}”中没有存放“{file}”的空间；请腾出空间，或将 HF_HOME 或 TORCH_HOME 设为其他磁盘，然后重试。</translation>
    </message>
    <message>
        <source>download.file_damaged</source>
        <extracomment>The weights of “{name}” on this machine are damaged; delete {path} and load the network again.</extracomment>
        <translation>这台计算机上“{name}”的权重已损坏；请删除 {path}，然后重新加载网络。</translation>
    </message>
    <message>
        <source>download.file_misfit</source>
        <extracomment>The file {path} does not hold the weights of “{name}”; delete it and load the network again, or update {library}.</extracomment>
        <translation>文件 {path} 中不是“{name}”的权重；请删除它并重新加载网络，或更新 {library}。</translation>
    </message>
    <message>
        <source>download.no_access</source>
        <extracomment>{host} does not give “{name}” to everyone; accept its conditions on its page, and log in with: hf auth login</extracomment>
        <translation>{host} 上的“{file}”并不向所有人开放；请在其页面上接受条款，并用以下命令登录：hf auth login</translation>
    </message>
    <message>
        <source>download.no_hub</source>
        <extracomment>What answers for {host} is no Hugging Face hub; check HF_ENDPOINT, the proxy, and whether the network asks for a log-in.</extracomment>
        <translation>以 {host} 的名义应答的并不是 Hugging Face hub；请检查 HF_ENDPOINT、代理，以及网络是否需要登录。</translation>
    </message>
    <message>
        <source>download.not_found</source>
        <extracomment>{host} does not have “{name}” any more; choose other weights.</extracomment>
        <translation>{host} 上已没有“{file}”；请选择其他权重。</translation>
    </message>
    <message>
        <source>download.not_secure</source>
        <extracomment>“{name}” cannot be downloaded: no secure connection to {host} can be made; check this machine&apos;s clock and its proxy.</extracomment>
        <translation>无法下载“{file}”：不能与 {host} 建立安全连接；请检查这台计算机的时钟和代理。</translation>
    </message>
    <message>
        <source>download.not_written</source>
        <extracomment>“{name}” cannot be written to {folder} ({reason}); check the folder&apos;s permissions, or set HF_HOME or TORCH_HOME to another one.</extracomment>
        <translation>无法将“{file}”写入 {folder}（{reason}）；请检查该文件夹的权限，或将 HF_HOME 或 TORCH_HOME 设为其他文件夹。</translation>
    </message>
    <message>
        <source>download.offline</source>
        <extracomment>“{name}” is not on this machine, which is offline ({reason}); connect and try again.</extracomment>
        <translation>“{file}”不在这台计算机上，而这台计算机没有联网（{reason}）；请连接网络后重试。</translation>
    </message>
    <message>
        <source>download.plain_http</source>
        <extracomment>“{name}” is not downloaded over plain HTTP; only HTTPS is trusted.</extracomment>
        <translation>不会通过不加密的 HTTP 下载“{file}”；只信任 HTTPS。</translation>
    </message>
    <message>
        <source>download.proxy</source>
        <extracomment>“{name}” cannot be downloaded: the proxy refuses; check HTTPS_PROXY.</extracomment>
        <translation>无法下载“{file}”：代理拒绝了请求；请检查 HTTPS_PROXY。</translation>
    </message>
    <message>
        <source>download.refused</source>
        <extracomment>{host} refuses to give “{name}” (HTTP {status}).</extracomment>
        <translation>{host} 拒绝提供“{file}”（HTTP {status}）。</translation>
    </message>
    <message>
        <source>download.server_down</source>
        <extracomment>“{name}” cannot be downloaded: the server {host} is down or overloaded ({reason}); try again later. / “{name}” cannot be downloaded: the server {host} is down or overloaded (HTTP {status}); try again later.</extracomment>
        <translation>无法下载“{file}”：服务器 {host} 已停止或过载；请稍后再试。</translation>
    </message>
    <message>
        <source>download.switched_off</source>
        <extracomment>“{name}” would have to be downloaded, but HF_HUB_OFFLINE is set; unset it and try again.</extracomment>
        <translation>需要下载“{file}”，但设置了 HF_HUB_OFFLINE；请取消该设置后重试。</translation>
    </message>
    <message>
        <source>engine.cancelled</source>
        <extracomment>The request was cancelled.</extracomment>
        <translation>请求已取消。</translation>
    </message>
    <message>
        <source>engine.cannot_start</source>
        <extracomment>The engine cannot be started; install senet-viewer again.</extracomment>
        <translation>无法启动计算进程；请重新安装 senet-viewer。</translation>
    </message>
    <message>
        <source>engine.died</source>
        <extracomment>The engine stopped unexpectedly ({how}); it was started again.</extracomment>
        <translation>计算进程意外停止（{how}）；已重新启动。</translation>
    </message>
    <message>
        <source>engine.died.hint</source>
        <extracomment>Perhaps the computer ran out of memory.</extracomment>
        <translation>可能是计算机内存不足。</translation>
    </message>
    <message>
        <source>engine.gave_up</source>
        <extracomment>The engine stopped {times} times within a minute, the last time with {how}; start it again, or choose another network or device first.</extracomment>
        <translation>计算进程在一分钟内停止了 {times} 次，最后一次是 {how}；请重新启动它，或先选择其他网络或设备。</translation>
    </message>
    <message>
        <source>engine.internal</source>
        <extracomment>The engine met an error of its own ({kind}); please report it with the details.</extracomment>
        <translation>计算进程发生了内部错误（{kind}）；请连同详细信息一起报告。</translation>
    </message>
    <message>
        <source>engine.memory</source>
        <extracomment>The memory does not suffice; close other programs or choose a smaller network.</extracomment>
        <translation>内存不足；请关闭其他程序，或选择较小的网络。</translation>
    </message>
    <message>
        <source>engine.no_model</source>
        <extracomment>No network is loaded; choose one first.</extracomment>
        <translation>没有加载网络；请先选择一个。</translation>
    </message>
    <message>
        <source>engine.no_other</source>
        <extracomment>There is no other network; choose one to compare with.</extracomment>
        <translation>没有另一个网络；请选择一个用于比较的网络。</translation>
    </message>
    <message>
        <source>engine.no_torch</source>
        <extracomment>PyTorch cannot be loaded; install it again with: pip install --force-reinstall torch</extracomment>
        <translation>无法加载 PyTorch；请用以下命令重新安装：pip install --force-reinstall torch</translation>
    </message>
    <message>
        <source>engine.stalled</source>
        <extracomment>The engine has not answered for {seconds} seconds.</extracomment>
        <translation>计算进程已有 {seconds} 秒没有应答。</translation>
    </message>
    <message>
        <source>environment.mismatch</source>
        <extracomment>torch {torch} and torchvision {torchvision} do not fit each other; run: {command}</extracomment>
        <translation>torch {torch} 与 torchvision {torchvision} 不匹配；请运行：{command}</translation>
    </message>
    <message>
        <source>environment.mismatch.hint</source>
        <extracomment>The bundled network and your own checkpoints work without torchvision too.</extracomment>
        <translation>自带的网络和您自己的检查点不需要 torchvision 也能使用。</translation>
    </message>
    <message>
        <source>environment.no_torch</source>
        <extracomment>torch is not installed; install senet-viewer again, or run pip install torch.</extracomment>
        <translation>没有安装 torch；请重新安装 senet-viewer，或运行 pip install torch。</translation>
    </message>
    <message>
        <source>export.disk_full</source>
        <extracomment>There is no space left to write “{name}”; free some or choose another folder (an older file of that name is unchanged).</extracomment>
        <translation>没有写入“{file}”的空间；请腾出空间或选择其他文件夹（同名的旧文件保持不变）。</translation>
    </message>
    <message>
        <source>export.drawing_ended</source>
        <extracomment>The process that draws figures has ended unexpectedly; try once more.</extracomment>
        <translation>绘制图表的进程意外结束；请再试一次。</translation>
    </message>
    <message>
        <source>export.drawing_failed</source>
        <extracomment>The figure cannot be drawn because of an error in the program; please report it with the log, which Help → Log folder shows.</extracomment>
        <translation>由于程序错误，无法绘制此图；请连同日志一起报告，日志可通过“帮助”→“日志文件夹”找到。</translation>
    </message>
    <message>
        <source>export.failed</source>
        <extracomment>“{name}” could not be written ({__name__}); choose another place.</extracomment>
        <translation>无法写入“{file}”；请选择其他位置。</translation>
    </message>
    <message>
        <source>export.format</source>
        <extracomment>“{file}” does not say what kind of figure to write; end it in .png, .svg or .pdf.</extracomment>
        <translation>“{file}”没有说明要写入哪种图表；请以 .png、.svg 或 .pdf 结尾。</translation>
    </message>
    <message>
        <source>export.is_folder</source>
        <extracomment>“{name}” is a folder; give the name of a file to write.</extracomment>
        <translation>“{file}”是文件夹；请给出要写入的文件名。</translation>
    </message>
    <message>
        <source>export.mixed</source>
        <extracomment>One NPZ file holds inspections of one network only; export each by itself.</extracomment>
        <translation>一个 NPZ 文件只能保存一个网络的检查结果；请分别导出。</translation>
    </message>
    <message>
        <source>export.mixed_together</source>
        <extracomment>The images on one figure must have been seen by one network.</extracomment>
        <translation>同一张图上的图像必须由同一个网络处理。</translation>
    </message>
    <message>
        <source>export.no_block</source>
        <extracomment>{model} has no block “{name}”; its blocks are {choices}.</extracomment>
        <translation>{model} 没有模块“{name}”；它的模块有：{choices}。</translation>
    </message>
    <message>
        <source>export.no_folder</source>
        <extracomment>There is no folder “{folder}” to write to; make it or choose another.</extracomment>
        <translation>没有可写入的文件夹“{folder}”；请新建它或选择其他文件夹。</translation>
    </message>
    <message>
        <source>export.no_font</source>
        <extracomment>There is no font “{font}” on this machine; install it, or choose another, such as “{other}”.</extracomment>
        <translation>这台计算机上没有字体“{font}”；请安装它，或选择其他字体，例如“{other}”。</translation>
    </message>
    <message>
        <source>export.not_writable</source>
        <extracomment>“{name}” may not be written; choose another folder or name.</extracomment>
        <translation>“{file}”不可写入；请选择其他文件夹或名称。</translation>
    </message>
    <message>
        <source>export.nothing</source>
        <extracomment>No image was inspected, so nothing is written.</extracomment>
        <translation>没有检查任何图像，因此没有写入任何内容。</translation>
    </message>
    <message>
        <source>export.over_image</source>
        <extracomment>“{file}” is one of the images; choose another name for the figure.</extracomment>
        <translation>“{file}”是图像之一；请为图表选择其他名称。</translation>
    </message>
    <message>
        <source>export.pattern</source>
        <extracomment>The name “{pattern}” has the unknown field “{{field}}”; there are {choices}.</extracomment>
        <translation>名称“{pattern}”含有未知字段“{field}”；可用的字段有：{choices}。</translation>
    </message>
    <message>
        <source>export.together</source>
        <extracomment>One figure shows 2 to {most} images together, not {count}; choose others.</extracomment>
        <translation>一张图可同时显示 2 到 {most} 张图像，而不是 {count} 张；请另行选择。</translation>
    </message>
    <message>
        <source>export.too_large</source>
        <extracomment>A PNG of {width}×{height} pixels is too large; choose a lower resolution, or SVG or PDF.</extracomment>
        <translation>{width}×{height} 像素的 PNG 过大；请选择较低的分辨率，或选择 SVG 或 PDF。</translation>
    </message>
    <message>
        <source>export.too_low</source>
        <extracomment>{blocks} blocks do not fit on {height} mm; make the figure at least {needed} mm high, or choose fewer blocks, fewer parts or smaller text.</extracomment>
        <translation>{blocks} 个模块在 {height} 毫米的高度内放不下；请将图表高度设为至少 {needed} 毫米，或减少模块、组成部分或缩小文字。</translation>
    </message>
    <message>
        <source>export.too_many_columns</source>
        <extracomment>{columns} plots side by side do not fit on {width} mm; at most {most} do with this size of text.</extracomment>
        <translation>{width} 毫米的宽度内放不下并排的 {columns} 个图；以这种字号最多可放 {most} 个。</translation>
    </message>
    <message>
        <source>export.too_narrow</source>
        <extracomment>With text of {size} points, a figure must be at least {needed} mm wide; make it wider, or the text smaller.</extracomment>
        <translation>文字为 {size} 磅时，图表宽度至少需要 {needed} 毫米；请加宽图表或缩小文字。</translation>
    </message>
    <message>
        <source>folder.empty</source>
        <extracomment>The folder “{folder}” holds no images; choose another one.</extracomment>
        <translation>文件夹“{folder}”中没有图像；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>folder.unreadable</source>
        <extracomment>The folder “{folder}” cannot be read; check that you may open it.</extracomment>
        <translation>无法读取文件夹“{folder}”；请检查您是否有权打开它。</translation>
    </message>
    <message>
        <source>image.damaged</source>
        <extracomment>{subject} is damaged or cut short and cannot be decoded; get another copy of it.</extracomment>
        <translation>“{file}”已损坏或不完整，无法解码；请获取另一份副本。</translation>
    </message>
    <message>
        <source>image.empty</source>
        <extracomment>{subject} is empty; get another copy of it.</extracomment>
        <translation>“{file}”是空的；请获取另一份副本。</translation>
    </message>
    <message>
        <source>image.folder</source>
        <extracomment>{subject} is a folder, not an image; choose an image in it.</extracomment>
        <translation>“{file}”是文件夹，不是图像；请选择其中的一张图像。</translation>
    </message>
    <message>
        <source>image.kind</source>
        <extracomment>No picture can be made of this ({what}); give a path, bytes, a PIL image, or a uint8 array of shape [H, W, 3].</extracomment>
        <translation>无法由此得到图像（{what}）；请给出路径、字节、PIL 图像，或形状为 [H, W, 3] 的 uint8 数组。</translation>
    </message>
    <message>
        <source>image.missing</source>
        <extracomment>{subject} does not exist; check its name, and whether it was moved.</extracomment>
        <translation>“{file}”不存在；请检查它的名称，以及是否已被移走。</translation>
    </message>
    <message>
        <source>image.no_memory</source>
        <extracomment>There is not enough memory to decode {}{}; close other programs or scale it down.</extracomment>
        <translation>内存不足，无法解码“{file}”；请关闭其他程序或缩小图像。</translation>
    </message>
    <message>
        <source>image.not_image</source>
        <extracomment>{subject} is not an image; {readable} can be opened.</extracomment>
        <translation>“{file}”不是图像；可以打开 JPEG、PNG、WebP、TIFF、GIF、BMP 和其他常见的图像格式。</translation>
    </message>
    <message>
        <source>image.too_large</source>
        <extracomment>{subject} is too large ({size}, at most {bound}); scale it down and open the copy.</extracomment>
        <translation>“{file}”过大（{size}，最多 {bound}）；请缩小后打开副本。</translation>
    </message>
    <message>
        <source>image.truncated</source>
        <extracomment>{subject} is cut short; get a complete copy of it.</extracomment>
        <translation>“{file}”不完整；请获取完整的副本。</translation>
    </message>
    <message>
        <source>image.unreadable</source>
        <extracomment>{subject} cannot be read; check that you may open it and that its disk is connected.</extracomment>
        <translation>无法读取“{file}”；请检查您是否有权打开它，以及它所在的磁盘是否已连接。</translation>
    </message>
    <message>
        <source>image.unsupported</source>
        <extracomment>{subject} is {format}, which is not supported; save it as JPEG or PNG and open that.</extracomment>
        <translation>“{file}”是{format}，不支持这种格式；请另存为 JPEG 或 PNG 后再打开。</translation>
    </message>
    <message>
        <source>implementation.none</source>
        <extracomment>There is no implementation of our own of {name}; there is one of the SE-ResNets 18, 34, 50, 101 and 152, also of timm&apos;s, plain and legacy.</extracomment>
        <translation>{name} 没有我们自己的实现；有实现的是 SE-ResNet 18、34、50、101 和 152，包括 timm 的普通版和 legacy 版。</translation>
    </message>
    <message>
        <source>implementation.unknown</source>
        <extracomment>There is no implementation “{name}”; the only one to choose is “{own}”.</extracomment>
        <translation>没有实现“{name}”；唯一可选的是“own”。</translation>
    </message>
    <message>
        <source>import.damaged</source>
        <extracomment>“{file}” is no NPZ file of inspections, or is damaged; export it again.</extracomment>
        <translation>“{file}”不是保存检查结果的 NPZ 文件，或已损坏；请重新导出。</translation>
    </message>
    <message>
        <source>import.missing</source>
        <extracomment>There is no file “{file}”; check its name.</extracomment>
        <translation>没有文件“{file}”；请检查它的名称。</translation>
    </message>
    <message>
        <source>import.newer</source>
        <extracomment>“{file}” was written by a newer senet-viewer; update this one.</extracomment>
        <translation>“{file}”由更新版本的 senet-viewer 写入；请更新本程序。</translation>
    </message>
    <message>
        <source>inspection.broken_weights</source>
        <extracomment>The weights of “{name}” hold values that are not finite, so that it cannot answer; save it again, or choose an earlier checkpoint of its training run.</extracomment>
        <translation>“{name}”的权重含有非有限值，无法给出回答；请重新保存，或选择训练过程中更早的检查点。</translation>
    </message>
    <message>
        <source>inspection.no_logits</source>
        <extracomment>“{name}” returns no logits, one number a class; choose a network that classifies.</extracomment>
        <translation>“{name}”没有返回逻辑值（logits，每个类别一个数）；请选择用于分类的网络。</translation>
    </message>
    <message>
        <source>inspection.not_finite</source>
        <extracomment>“{name}” answers with values that are not finite, though its weights are; choose another checkpoint of its training run.</extracomment>
        <translation>“{name}”的权重正常，但得出非有限值；请选择其训练过程中的另一个检查点。</translation>
    </message>
    <message>
        <source>inspection.overflow</source>
        <extracomment>“{name}” answers with values that are not finite where it rounds; choose float32.</extracomment>
        <translation>“{name}”在舍入时得出非有限值；请选择 float32。</translation>
    </message>
    <message>
        <source>library.missing</source>
        <extracomment>{name} cannot be loaded, and this network is made of its code; install it again with: pip install --force-reinstall {name}</extracomment>
        <translation>无法加载 {name}，而这个网络需要它的代码；请用以下命令重新安装：pip install --force-reinstall {name}</translation>
    </message>
    <message>
        <source>link.cancelled</source>
        <extracomment>The link “{link}” was not opened, since it was stopped.</extracomment>
        <translation>链接“{link}”没有打开，因为操作已停止。</translation>
    </message>
    <message>
        <source>link.certificate</source>
        <extracomment>The link “{link}” was not opened, since the server&apos;s certificate is not trusted.</extracomment>
        <translation>链接“{link}”没有打开，因为服务器的证书不受信任。</translation>
    </message>
    <message>
        <source>link.cut</source>
        <extracomment>The link “{link}” broke off before the picture was complete; try again.</extracomment>
        <translation>链接“{link}”在图像传输完成之前中断；请重试。</translation>
    </message>
    <message>
        <source>link.encoding</source>
        <extracomment>The link “{link}” comes packed in a way that was not asked for.</extracomment>
        <translation>链接“{link}”返回的内容采用了未经请求的压缩方式。</translation>
    </message>
    <message>
        <source>link.invalid</source>
        <extracomment>The link “{link}” is none that opens; give an address with http or https.</extracomment>
        <translation>链接“{link}”无法打开；请给出以 http 或 https 开头的地址。</translation>
    </message>
    <message>
        <source>link.no_picture</source>
        <extracomment>The link “{link}” holds no picture that opens.</extracomment>
        <translation>链接“{link}”中没有可以打开的图像。</translation>
    </message>
    <message>
        <source>link.own_network</source>
        <extracomment>The link “{link}” leads to this computer or its own network ({name}) and was not opened.</extracomment>
        <translation>链接“{link}”指向这台计算机或其所在的网络，因此没有打开。</translation>
    </message>
    <message>
        <source>link.own_network.hint</source>
        <extracomment>If you mean it, type it in File → Open link.</extracomment>
        <translation>如果确实要打开，请在“文件”菜单的“打开链接”中输入。</translation>
    </message>
    <message>
        <source>link.page</source>
        <extracomment>The link “{link}” leads to a web page, not to a picture; open the picture itself there and take its link.</extracomment>
        <translation>链接“{link}”指向网页，而不是图像；请在网页中打开图像本身，并使用它的链接。</translation>
    </message>
    <message>
        <source>link.proxy</source>
        <extracomment>The link “{link}” cannot be opened, since “{host}” is not reached without the proxy that this computer uses; download the picture with the browser, then drop the file here.</extracomment>
        <translation>无法打开链接“{link}”，因为不通过这台计算机使用的代理就无法连接它的服务器；请用浏览器下载图像，再把文件拖到这里。</translation>
    </message>
    <message>
        <source>link.redirected_home</source>
        <extracomment>The link “{link}” sends on to this computer or its own network ({name}), so it was not followed.</extracomment>
        <translation>链接“{link}”转向这台计算机或其所在的网络，因此没有继续打开。</translation>
    </message>
    <message>
        <source>link.redirects</source>
        <extracomment>The link “{link}” sends on and on; open the picture itself and take its link.</extracomment>
        <translation>链接“{link}”不断转向其他地址；请打开图像本身，并使用它的链接。</translation>
    </message>
    <message>
        <source>link.refused</source>
        <extracomment>The link “{link}” {what} ({status}).</extracomment>
        <translation>服务器拒绝了链接“{link}”，或该链接已失效。</translation>
    </message>
    <message>
        <source>link.timeout</source>
        <extracomment>The link “{link}” took longer than {seconds} seconds; try again later.</extracomment>
        <translation>链接“{link}”用时过长；请稍后再试。</translation>
    </message>
    <message>
        <source>link.too_large</source>
        <extracomment>The link “{link}” holds more than {} MB; save the file and open it.</extracomment>
        <translation>链接“{link}”的内容过大；请先保存文件再打开。</translation>
    </message>
    <message>
        <source>link.unknown_host</source>
        <extracomment>The link “{link}” cannot be opened, since “{host}” is not found; check the address and whether this computer is connected.</extracomment>
        <translation>无法打开链接“{link}”，因为找不到它的服务器；请检查地址，以及这台计算机是否已联网。</translation>
    </message>
    <message>
        <source>link.unreachable</source>
        <extracomment>The link “{link}” cannot be opened, since “{host}” does not answer; try again later.</extracomment>
        <translation>无法打开链接“{link}”，因为它的服务器没有应答；请稍后再试。</translation>
    </message>
    <message>
        <source>memory.cpu_instead</source>
        <extracomment>The memory of {device} is full; going on with the CPU.</extracomment>
        <translation>{device} 的内存已满；改用 CPU 继续。</translation>
    </message>
    <message>
        <source>memory.full</source>
        <extracomment>The memory of {device} is too small for this network; close other programs, or choose a smaller network.</extracomment>
        <translation>{device} 的内存太小，容不下这个网络；请关闭其他程序，或选择较小的网络。</translation>
    </message>
    <message>
        <source>memory.smaller_batch</source>
        <extracomment>The memory of {device} is full; going on with {pictures} pictures at a time.</extracomment>
        <translation>{device} 的内存已满；改为每次处理 {pictures} 张图像。</translation>
    </message>
    <message>
        <source>model.ambiguous</source>
        <extracomment>There are several networks “{name}”; say {choices}.</extracomment>
        <translation>有多个名为“{name}”的网络；请指明是哪一个：{choices}。</translation>
    </message>
    <message>
        <source>model.bundled_damaged</source>
        <extracomment>The bundled network&apos;s file “{file}” is damaged; install senet-viewer again.</extracomment>
        <translation>自带网络的文件“{file}”已损坏；请重新安装 senet-viewer。</translation>
    </message>
    <message>
        <source>model.bundled_missing</source>
        <extracomment>The bundled network&apos;s files are missing; install senet-viewer again, or load another network.</extracomment>
        <translation>缺少自带网络的文件；请重新安装 senet-viewer，或加载其他网络。</translation>
    </message>
    <message>
        <source>model.no_classifier</source>
        <extracomment>“{name}” of {library} does not say what is on an image; choose a network that classifies images.</extracomment>
        <translation>{library} 的“{name}”不判断图像上有什么；请选择用于图像分类的网络。</translation>
    </message>
    <message>
        <source>model.no_gates</source>
        <extracomment>{name} has no squeeze-and-excitation gates to show; choose a network with SE blocks.</extracomment>
        <translation>{name} 没有可显示的挤压与激励门控；请选择带有 SE 模块的网络。</translation>
    </message>
    <message>
        <source>model.uncopyable</source>
        <extracomment>“{name}” holds what cannot be copied, so it cannot be prepared for inspection; remove scripted functions and tensors with gradients from its attributes.</extracomment>
        <translation>“{name}”含有无法复制的内容，因此不能为检查做准备；请从它的属性中去掉脚本化函数和带梯度的张量。</translation>
    </message>
    <message>
        <source>model.unknown</source>
        <extracomment>There is no network “{name}”; choose one of {choices}, or a checkpoint&apos;s path. / There is no SE-ResNet-{depth}; choose one of {choices}. / There is no stem named “{name}”; choose one of {choices}. / A network needs at least one class and a reduction from 1 to {width}.</extracomment>
        <translation>没有网络“{name}”；可选：{choices}，或检查点的路径。</translation>
    </message>
    <message>
        <source>model.unknown.hint</source>
        <extracomment>“senet-viewer models” lists them all.</extracomment>
        <translation>“senet-viewer models”会列出所有网络。</translation>
    </message>
    <message>
        <source>model.unknown_in_library</source>
        <extracomment>{library} {version} has no network “{name}”; did you mean {choices}? / {library} {version} has no network “{name}”; “senet-viewer models” lists those there are.</extracomment>
        <translation>{library} 中没有网络“{name}”；请检查名称，“senet-viewer models”会列出所有网络。</translation>
    </message>
    <message>
        <source>model.unknown_weights</source>
        <extracomment>{library} {version} has no weights “{name}” of {name}; it has {choices}. / {library} {version} has no weights “{name}” of {name}; it has none: “{library}:{name}” opens with random weights.</extracomment>
        <translation>{library} 中没有权重“{name}”；请选择其他权重。</translation>
    </message>
    <message>
        <source>pandas.missing</source>
        <extracomment>A data frame needs pandas; run: pip install pandas</extracomment>
        <translation>数据框需要 pandas；请运行：pip install pandas</translation>
    </message>
    <message>
        <source>precision.unknown</source>
        <extracomment>There is no precision “{name}”; choose one of {choices}.</extracomment>
        <translation>没有精度“{name}”；请选择以下之一：{choices}。</translation>
    </message>
    <message>
        <source>preprocessing.interpolation</source>
        <extracomment>There is no interpolation “{name}”; choose one of {choices}.</extracomment>
        <translation>没有插值方法“{name}”；请选择以下之一：{choices}。</translation>
    </message>
    <message>
        <source>project.damaged</source>
        <extracomment>The project “{file}” is damaged and cannot be opened; take an older copy of it (the file is unchanged).</extracomment>
        <translation>项目“{file}”已损坏，无法打开；请使用它的旧副本（文件没有改动）。</translation>
    </message>
    <message>
        <source>project.disk_full</source>
        <extracomment>There is no space left to write “{file}”; free some or choose another folder (an older file of that name is unchanged).</extracomment>
        <translation>没有写入“{file}”的空间；请腾出空间或选择其他文件夹（同名的旧文件保持不变）。</translation>
    </message>
    <message>
        <source>project.foreign</source>
        <extracomment>“{file}” is no project of senet-viewer; choose a file that was saved with Save project.</extracomment>
        <translation>“{file}”不是 senet-viewer 的项目；请选择用“保存项目”保存的文件。</translation>
    </message>
    <message>
        <source>project.lost_network</source>
        <extracomment>The project&apos;s network “{file}” is no longer in “{folder}”; what was computed is shown. Locate the file to go on, or choose another network to inspect all anew.</extracomment>
        <translation>项目的网络“{file}”已不在“{folder}”中；显示的是已计算的结果。定位该文件即可继续，或选择其他网络重新检查所有图像。</translation>
    </message>
    <message>
        <source>project.missing</source>
        <extracomment>The project “{file}” is not there any more; look for it in another folder.</extracomment>
        <translation>项目“{file}”已不在该处；请到其他文件夹中查找。</translation>
    </message>
    <message>
        <source>project.missing_images</source>
        <extracomment>“{file}” is not there any more; what was computed of them is shown from the project. / {count} files, “{file}” among them, are not there any more; what was computed of them is shown from the project.</extracomment>
        <translation>有 {count} 个文件已不在（例如“{file}”）；显示的是项目中已计算的结果。</translation>
    </message>
    <message>
        <source>project.newer</source>
        <extracomment>The project “{file}” comes from a newer senet-viewer; open it with that one (the file is unchanged).</extracomment>
        <translation>项目“{file}”来自更新版本的 senet-viewer；请用该版本打开（文件没有改动）。</translation>
    </message>
    <message>
        <source>project.no_folder</source>
        <extracomment>There is no folder “{folder}” to write to; make it or choose another.</extracomment>
        <translation>没有可写入的文件夹“{folder}”；请新建它或选择其他文件夹。</translation>
    </message>
    <message>
        <source>project.no_network</source>
        <extracomment>The network “{name}” of this project is not there; what was computed is shown, and a network chosen in the menu inspects all anew.</extracomment>
        <translation>此项目的网络“{name}”不在这里；显示的是已计算的结果，在菜单中选择网络会重新检查所有图像。</translation>
    </message>
    <message>
        <source>project.not_copied</source>
        <extracomment>“{file}” is not opened: the copy to work on cannot be written to “{folder}”; make room there, then open it again.</extracomment>
        <translation>未打开“{file}”：其工作副本无法写入“{folder}”；请在该处腾出空间，然后重新打开。</translation>
    </message>
    <message>
        <source>project.not_writable</source>
        <extracomment>“{file}” may not be written; choose another folder or name.</extracomment>
        <translation>“{file}”不可写入；请选择其他文件夹或名称。</translation>
    </message>
    <message>
        <source>project.not_written</source>
        <extracomment>“{file}” could not be written; choose another folder or name (an older file of that name is unchanged).</extracomment>
        <translation>无法写入“{file}”；请选择其他文件夹或名称（同名的旧文件保持不变）。</translation>
    </message>
    <message>
        <source>project.other_weights</source>
        <extracomment>The file of the network “{name}” has changed since the project was saved; what was computed is shown. Locate the file as it was, or choose a network to inspect all anew.</extracomment>
        <translation>项目保存之后，网络“{name}”的文件发生了变化；显示的是已计算的结果。请定位原来的文件，或选择网络重新检查所有图像。</translation>
    </message>
    <message>
        <source>project.overtaken</source>
        <extracomment>“{file}” is not saved: the file is another one than this window opened or saved.</extracomment>
        <translation>未保存“{file}”：该文件已不是此窗口打开或保存过的文件。</translation>
    </message>
    <message>
        <source>project.stopped</source>
        <extracomment>Opening the project was stopped.</extracomment>
        <translation>已停止打开项目。</translation>
    </message>
    <message>
        <source>project.unreadable</source>
        <extracomment>The project “{file}” cannot be read; check that you may open it.</extracomment>
        <translation>无法读取项目“{file}”；请检查您是否有权打开它。</translation>
    </message>
    <message>
        <source>project.waiting</source>
        <extracomment>New pictures wait, since the network “{name}” is not there; choose it or another one in the Network menu.</extracomment>
        <translation>新图像正在等待，因为网络“{name}”不在这里；请在“网络”菜单中选择它或其他网络。</translation>
    </message>
    <message>
        <source>project.wrong_network</source>
        <extracomment>“{chosen}” is not the file “{file}” that the project was computed with; locate that one, or open this one as a network to inspect all anew.</extracomment>
        <translation>“{chosen}”不是计算此项目所用的文件“{file}”；请定位那个文件，或将这个文件作为网络打开，重新检查所有图像。</translation>
    </message>
    <message>
        <source>protocol.refused</source>
        <extracomment>Window and engine do not understand each other; install senet-viewer again.</extracomment>
        <translation>窗口与计算进程无法相互通信；请重新安装 senet-viewer。</translation>
    </message>
    <message>
        <source>protocol.too_large</source>
        <extracomment>This is too much for one message between window and engine; take fewer or smaller pictures.</extracomment>
        <translation>窗口与计算进程之间的一条消息容不下这么多内容；请减少图像或使用较小的图像。</translation>
    </message>
    <message>
        <source>question.size</source>
        <extracomment>“{file}” was seen by another network; choose the picture again.</extracomment>
        <translation>“{file}”是由另一个网络看过的；请重新选择该图像。</translation>
    </message>
    <message>
        <source>resources.damaged</source>
        <extracomment>The program&apos;s file {folder}/{file} is damaged; install senet-viewer again.</extracomment>
        <translation>程序的文件 {file} 已损坏；请重新安装 senet-viewer。</translation>
    </message>
    <message>
        <source>resources.missing</source>
        <extracomment>The program&apos;s resources are missing; install senet-viewer again. / The program&apos;s file {file} is missing; install senet-viewer again.</extracomment>
        <translation>缺少程序的文件；请重新安装 senet-viewer。</translation>
    </message>
    <message>
        <source>results.gone</source>
        <extracomment>The gates of “{name}” cannot be read any more; look at the picture to have it inspected again.</extracomment>
        <translation>无法再读取“{name}”的门控值；查看该图像即可重新检查。</translation>
    </message>
    <message>
        <source>screenshot.not_written</source>
        <extracomment>The screenshot {file} could not be written; choose another place or an ending such as .png.</extracomment>
        <translation>无法写入截图 {file}；请选择其他位置，或使用 .png 之类的扩展名。</translation>
    </message>
    <message>
        <source>settings.damaged</source>
        <extracomment>The settings in {file} are damaged; this start uses the defaults and keeps them in a copy.</extracomment>
        <translation>{file} 中的设置已损坏；本次启动使用默认设置，并保留其副本。</translation>
    </message>
    <message>
        <source>settings.newer</source>
        <extracomment>The settings in {file} come from a newer senet-viewer; this start uses the defaults and keeps them in a copy.</extracomment>
        <translation>{file} 中的设置来自更新版本的 senet-viewer；本次启动使用默认设置，并保留其副本。</translation>
    </message>
    <message>
        <source>settings.not_saved</source>
        <extracomment>The settings cannot be saved in “{folder}”; make room there, or make it writable, then they are saved again.</extracomment>
        <translation>设置无法保存到“{folder}”；请腾出空间或使其可写，之后会重新保存。</translation>
    </message>
    <message>
        <source>style.damaged</source>
        <extracomment>“{file}” is no style file ({reason}); mend it, or save the style again.</extracomment>
        <translation>“{file}”不是样式文件（{reason}）；请改正它，或重新保存样式。</translation>
    </message>
    <message>
        <source>style.entry</source>
        <extracomment>{file} has “{value}” for the entry “{entry}”, which must be {expected}.</extracomment>
        <translation>{file} 的条目“{entry}”的值为“{value}”，而它必须是 {expected}。</translation>
    </message>
    <message>
        <source>style.format</source>
        <extracomment>“{file}” does not say what kind of style file it is; end it in .toml or .json.</extracomment>
        <translation>“{file}”没有说明是哪种样式文件；请以 .toml 或 .json 结尾。</translation>
    </message>
    <message>
        <source>style.missing</source>
        <extracomment>There is no style file “{file}”; check its name.</extracomment>
        <translation>没有样式文件“{file}”；请检查它的名称。</translation>
    </message>
    <message>
        <source>style.newer</source>
        <extracomment>“{file}” was written by a newer senet-viewer; update this one.</extracomment>
        <translation>“{file}”由更新版本的 senet-viewer 写入；请更新本程序。</translation>
    </message>
    <message>
        <source>style.no_names</source>
        <extracomment>Name at least one block, such as SE_2_1 or SE_5_*.</extracomment>
        <translation>请至少写出一个模块，例如 SE_2_1 或 SE_5_*。</translation>
    </message>
    <message>
        <source>style.unknown</source>
        <extracomment>{file} has an unknown entry “{entry}”; the entries are {choices}.</extracomment>
        <translation>{file} 有未知条目“{entry}”；可用的条目有：{choices}。</translation>
    </message>
    <message>
        <source>style.unreadable</source>
        <extracomment>The style file “{file}” cannot be read ({reason}); check its rights.</extracomment>
        <translation>无法读取样式文件“{file}”（{reason}）；请检查它的权限。</translation>
    </message>
    <message>
        <source>style.version</source>
        <extracomment>“{file}” does not say its version; write “version = {version}” at its top.</extracomment>
        <translation>“{file}”没有说明版本；请在开头写上“version = {version}”。</translation>
    </message>
    <message>
        <source>summary.blocks_inside</source>
        <extracomment>The SE blocks of {name} cannot be taken out, since “{module}” does other things too; compare with another network by name.</extracomment>
        <translation>无法去掉 {name} 的 SE 模块，因为“{module}”还有其他作用；请按名称与另一个网络对比。</translation>
    </message>
    <message>
        <source>summary.size</source>
        <extracomment>A picture’s side is at least 1 pixel; choose another size. / {name} does not run on an input of {size}; choose another size.</extracomment>
        <translation>{name} 无法处理大小为 {size} 的输入；请选择其他大小。</translation>
    </message>
    <message>
        <source>window.internal</source>
        <extracomment>Something went wrong in the window; your pictures and results are still here.</extracomment>
        <translation>窗口发生了错误；您的图像和结果仍然保留。</translation>
    </message>
    <message>
        <source>checkpoint.hint</source>
        <extracomment>Where the network&apos;s own code is installed … run: {command}</extracomment>
        <translation>仅当已安装网络自己的代码，并且您信任该文件时，才运行：{command}</translation>
    </message>
    <message>
        <source>download.hint</source>
        <extracomment>Or get {url} elsewhere and put it at {path}</extracomment>
        <translation>也可以在别处获取 {url}，并放到 {path}</translation>
    </message>
</context>
<context>
    <name>figure_files</name>
    <message>
        <source>Open style</source>
        <translation>打开样式</translation>
    </message>
    <message>
        <source>Styles ({list})</source>
        <translation>样式 ({list})</translation>
    </message>
    <message>
        <source>Save style</source>
        <translation>保存样式</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>figure_notes</name>
    <message>
        <source>Higher than a page ({height} mm): choose “the last of each stage” as blocks, or make the figure wider.</source>
        <translation>高于一页（{height} 毫米）：请在模块中选择“每个阶段的最后一个”，或加宽图。</translation>
    </message>
    <message>
        <source>Text below {size} pt: many journals ask for more.</source>
        <translation>文字小于 {size} pt：许多期刊要求更大。</translation>
    </message>
</context>
<context>
    <name>filterMenu</name>
    <message>
        <source>Channels sho&amp;wn</source>
        <translation>显示的通道(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Highest of each block</source>
        <translation>每个模块最高的(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Lowest of each block</source>
        <translation>每个模块最低的(&amp;L)</translation>
    </message>
    <message>
        <source>Most &amp;unusual of each block</source>
        <translation>每个模块最不寻常的(&amp;U)</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>to the next or the previous part; a ring shows where you are</source>
        <translation>移到下一个或上一个部分；外框表示当前位置</translation>
    </message>
    <message>
        <source>open a menu by its underlined letter</source>
        <translation>按带下划线的字母打开菜单</translation>
    </message>
    <message>
        <source>press the button that has the ring</source>
        <translation>按下带外框的按钮</translation>
    </message>
    <message>
        <source>close the card, the filled panel or a menu; else stop what runs</source>
        <translation>关闭卡片、填满的面板或菜单；否则停止正在进行的操作</translation>
    </message>
    <message>
        <source>In the list of images</source>
        <translation>在图像列表中</translation>
    </message>
    <message>
        <source>choose an image</source>
        <translation>选择一张图像</translation>
    </message>
    <message>
        <source>select several images</source>
        <translation>选择多张图像</translation>
    </message>
    <message>
        <source>select images that are not neighbours</source>
        <translation>选择不相邻的图像</translation>
    </message>
    <message>
        <source>a letter without a command</source>
        <translation>未用作命令的字母</translation>
    </message>
    <message>
        <source>go to the next name that begins so</source>
        <translation>转到下一个以此开头的名称</translation>
    </message>
    <message>
        <source>On the photo</source>
        <translation>在照片上</translation>
    </message>
    <message>
        <source>zoom in and out</source>
        <translation>放大和缩小</translation>
    </message>
    <message>
        <source>show all of it</source>
        <translation>显示整张照片</translation>
    </message>
    <message>
        <source>move a photo that is zoomed in</source>
        <translation>移动放大后的照片</translation>
    </message>
    <message>
        <source>wheel, drag, double click</source>
        <translation>滚轮、拖动、双击</translation>
    </message>
    <message>
        <source>zoom, move, show all of it</source>
        <translation>缩放、移动、显示整张照片</translation>
    </message>
    <message>
        <source>In the depth strip</source>
        <translation>在深度条中</translation>
    </message>
    <message>
        <source>focus the block before or after</source>
        <translation>聚焦上一个或下一个模块</translation>
    </message>
    <message>
        <source>focus the first or the last block</source>
        <translation>聚焦第一个或最后一个模块</translation>
    </message>
    <message>
        <source>focus the block</source>
        <translation>聚焦该模块</translation>
    </message>
    <message>
        <source>In a bar plot</source>
        <translation>在柱状图中</translation>
    </message>
    <message>
        <source>←, → (after a click: , .)</source>
        <translation>←、→（点击后：, .）</translation>
    </message>
    <message>
        <source>mark the bar before or after</source>
        <translation>标出上一条或下一条柱</translation>
    </message>
    <message>
        <source>ten bars further</source>
        <translation>移动十条柱</translation>
    </message>
    <message>
        <source>mark the first or the last bar</source>
        <translation>标出第一条或最后一条柱</translation>
    </message>
    <message>
        <source>zoom in, zoom out, show all bars</source>
        <translation>放大、缩小、显示所有柱</translation>
    </message>
    <message>
        <source>go to the plot before or after</source>
        <translation>转到上一个或下一个图</translation>
    </message>
    <message>
        <source>open the card of the marked channel</source>
        <translation>打开所标通道的卡片</translation>
    </message>
    <message>
        <source>let the block fill the panel, and back</source>
        <translation>让模块填满面板，以及还原</translation>
    </message>
    <message>
        <source>Ctrl+wheel, drag, double click</source>
        <translation>Ctrl+滚轮、拖动、双击</translation>
    </message>
    <message>
        <source>zoom, move, show all bars</source>
        <translation>缩放、移动、显示所有柱</translation>
    </message>
    <message>
        <source>In a table</source>
        <translation>在表格中</translation>
    </message>
    <message>
        <source>sort by the column</source>
        <translation>按该列排序</translation>
    </message>
    <message>
        <source>go to the row&apos;s channel, block or image</source>
        <translation>转到该行的通道、模块或图像</translation>
    </message>
    <message>
        <source>copy the selected rows, or all</source>
        <translation>复制选中的行或全部行</translation>
    </message>
    <message>
        <source>In the guided tour</source>
        <translation>在导览中</translation>
    </message>
    <message>
        <source>go on, from wherever nothing else needs it</source>
        <translation>继续（只要别处不需要此键）</translation>
    </message>
    <message>
        <source>skip the rest, while the keyboard is in its bubble</source>
        <translation>焦点在气泡中时跳过其余部分</translation>
    </message>
</context>
<context>
    <name>layers</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加运算</translation>
    </message>
    <message>
        <source>SE block</source>
        <translation>SE 模块</translation>
    </message>
    <message>
        <source>{path}: {count}</source>
        <translation>{path}：{count}</translation>
    </message>
    <message>
        <source>{path}: did not run in this pass</source>
        <translation>{path}：本次前向传播中没有运行</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;All networks to compare with …</source>
        <translation>所有可比较的网络(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Checkpoint file …</source>
        <translation>检查点文件(&amp;C)…</translation>
    </message>
    <message>
        <source>Pin as &amp;reference</source>
        <translation>固定为参照(&amp;R)</translation>
    </message>
    <message>
        <source>Change k&amp;eys …</source>
        <translation>更改快捷键(&amp;E)…</translation>
    </message>
    <message>
        <source>Bars show &amp;differences</source>
        <translation>柱显示差值(&amp;D)</translation>
    </message>
    <message>
        <source>Compared with the average picture again.</source>
        <translation>已恢复以平均图像为参照。</translation>
    </message>
    <message>
        <source>{name} is pinned: other images are compared with it (P unpins).</source>
        <translation>已固定 {name}：其他图像以它为参照（按 P 取消固定）。</translation>
    </message>
    <message>
        <source>&amp;Open …</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder …</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;link …</source>
        <translation>打开链接(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Paste picture or link</source>
        <translation>粘贴图像或链接(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>保存项目(&amp;S)</translation>
    </message>
    <message>
        <source>Save project &amp;as …</source>
        <translation>项目另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Take &amp;all off the list</source>
        <translation>全部从列表中移除(&amp;A)</translation>
    </message>
    <message>
        <source>Und&amp;o</source>
        <translation>撤销(&amp;O)</translation>
    </message>
    <message>
        <source>Ca&amp;mera, live</source>
        <translation>摄像头实时画面(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Keep this frame</source>
        <translation>保留这一帧(&amp;K)</translation>
    </message>
    <message>
        <source>Needs Qt Multimedia: install senet-viewer with its extra “camera”.</source>
        <translation>需要 Qt Multimedia：请安装带有附加项“camera”的 senet-viewer。</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Commands …</source>
        <translation>命令(&amp;C)…</translation>
    </message>
    <message>
        <source>Und&amp;o: {step}</source>
        <translation>撤销(&amp;O)：{step}</translation>
    </message>
    <message>
        <source>&amp;Redo: {step}</source>
        <translation>重做(&amp;R)：{step}</translation>
    </message>
    <message>
        <source>&amp;Classes of this network …</source>
        <translation>此网络的类别(&amp;C)…</translation>
    </message>
    <message>
        <source>Guided &amp;tour</source>
        <translation>导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;What you can answer now</source>
        <translation>您现在能回答的问题(&amp;W)</translation>
    </message>
    <message>
        <source>as the &amp;system has them</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;high contrast, light</source>
        <translation>高对比度，浅色(&amp;H)</translation>
    </message>
    <message>
        <source>high &amp;contrast, dark</source>
        <translation>高对比度，深色(&amp;C)</translation>
    </message>
    <message>
        <source>as the s&amp;ystem has it</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>Open pro&amp;ject …</source>
        <translation>打开项目(&amp;J)…</translation>
    </message>
    <message>
        <source>Select e&amp;very image in the list</source>
        <translation>选择列表中的所有图像(&amp;V)</translation>
    </message>
    <message>
        <source>Take off the &amp;list</source>
        <translation>从列表中移除(&amp;L)</translation>
    </message>
    <message>
        <source>Se&amp;ttings …</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;larger text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;smaller text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>Co&amp;lours</source>
        <translation>颜色(&amp;L)</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>文字大小(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Figure …</source>
        <translation>图表(&amp;F)…</translation>
    </message>
    <message>
        <source>Figure &amp;again, as the last one</source>
        <translation>按上次设置再导出图表(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Copy figure</source>
        <translation>复制图表(&amp;C)</translation>
    </message>
    <message>
        <source>Copy gates as &amp;table</source>
        <translation>将门控值复制为表格(&amp;T)</translation>
    </message>
    <message>
        <source>Gates of this picture as CSV …</source>
        <translation>这张图像的门控值（CSV）…</translation>
    </message>
    <message>
        <source>Gates of all pictures as CSV …</source>
        <translation>所有图像的门控值（CSV）…</translation>
    </message>
    <message>
        <source>Gates of this picture as NPZ …</source>
        <translation>这张图像的门控值（NPZ）…</translation>
    </message>
    <message>
        <source>Gates of all pictures as NPZ …</source>
        <translation>所有图像的门控值（NPZ）…</translation>
    </message>
    <message>
        <source>Gates of this picture as JSON …</source>
        <translation>这张图像的门控值（JSON）…</translation>
    </message>
    <message>
        <source>Gates of all pictures as JSON …</source>
        <translation>所有图像的门控值（JSON）…</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一张(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>上一张(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>搜索(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Fit photo</source>
        <translation>照片适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>S&amp;top inspecting</source>
        <translation>停止检查(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Inspect the rest</source>
        <translation>检查其余图像(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;All networks …</source>
        <translation>所有网络(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Open checkpoint …</source>
        <translation>打开检查点(&amp;O)…</translation>
    </message>
    <message>
        <source>A&amp;bout this network …</source>
        <translation>关于此网络(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Summary …</source>
        <translation>概要(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Next block</source>
        <translation>下一个模块(&amp;N)</translation>
    </message>
    <message>
        <source>Pre&amp;vious block</source>
        <translation>上一个模块(&amp;V)</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>重置布局(&amp;Y)</translation>
    </message>
    <message>
        <source>F&amp;ind channel …</source>
        <translation>查找通道(&amp;I)…</translation>
    </message>
    <message>
        <source>Card of the mar&amp;ked channel</source>
        <translation>所标通道的卡片(&amp;K)</translation>
    </message>
    <message>
        <source>The last c&amp;rash …</source>
        <translation>上一次崩溃(&amp;R)…</translation>
    </message>
    <message>
        <source>Block &amp;fills the panel</source>
        <translation>模块填满面板(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;All channels …</source>
        <translation>所有通道(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Statistics …</source>
        <translation>统计(&amp;S)…</translation>
    </message>
    <message>
        <source>Histo&amp;gram beside the bars</source>
        <translation>在柱旁显示直方图(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Mark differences below the noise</source>
        <translation>标出低于噪声的差异(&amp;M)</translation>
    </message>
    <message>
        <source>Bars by &amp;channel number</source>
        <translation>按通道编号排列柱(&amp;C)</translation>
    </message>
    <message>
        <source>Bars &amp;highest first</source>
        <translation>柱从高到低(&amp;H)</translation>
    </message>
    <message>
        <source>Bars most &amp;unusual first</source>
        <translation>最不寻常的柱在前(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Log folder</source>
        <translation>日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About senet-viewer</source>
        <translation>关于 senet-viewer(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>图像(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Next checkpoint of its folder</source>
        <translation>同文件夹的下一个检查点(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous checkpoint of its folder</source>
        <translation>同文件夹的上一个检查点(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next bar</source>
        <translation>下一条柱(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous bar</source>
        <translation>上一条柱(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;First bar</source>
        <translation>第一条柱(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Last bar</source>
        <translation>最后一条柱(&amp;L)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Show &amp;all bars</source>
        <translation>显示所有柱(&amp;A)</translation>
    </message>
    <message>
        <source>Open the &amp;card</source>
        <translation>打开卡片(&amp;C)</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>&amp;Zoom photo in</source>
        <translation>放大照片(&amp;Z)</translation>
    </message>
    <message>
        <source>Zoom photo &amp;out</source>
        <translation>缩小照片(&amp;O)</translation>
    </message>
    <message>
        <source>In the &amp;plot of the focus block</source>
        <translation>在聚焦模块的图中(&amp;P)</translation>
    </message>
</context>
<context>
    <name>networkAbsence</name>
    <message>
        <source>The maps come as soon as the network is loaded.</source>
        <translation>网络加载完成后就会显示特征图。</translation>
    </message>
    <message>
        <source>The maps need the network, whose file “{file}” is no longer where it was.</source>
        <translation>特征图需要该网络，但其文件“{file}”已不在原处。</translation>
    </message>
    <message>
        <source>The maps need the network as it was: its file “{file}” has changed since the project was saved.</source>
        <translation>特征图需要原来的网络：项目保存之后，其文件“{file}”发生了变化。</translation>
    </message>
    <message>
        <source>The maps need the network “{name}”, which could not be loaded: {reason}</source>
        <translation>特征图需要网络“{name}”，但它无法加载：{reason}</translation>
    </message>
    <message>
        <source>The maps need the network “{name}”, which is not loaded.</source>
        <translation>特征图需要网络“{name}”，但它尚未加载。</translation>
    </message>
    <message>
        <source>Locate …</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>加载</translation>
    </message>
</context>
<context>
    <name>networks</name>
    <message>
        <source>senet-viewer</source>
        <translation>senet-viewer</translation>
    </message>
    <message>
        <source>included</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>untrained</source>
        <translation>未训练</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>在这台计算机上</translation>
    </message>
    <message>
        <source>download {size}</source>
        <translation>下载 {size}</translation>
    </message>
    <message>
        <source>download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>SE blocks</source>
        <translation>SE 模块</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>plots</name>
    <message>
        <source>channel {channel}: {values}</source>
        <translation>通道 {channel}：{values}</translation>
    </message>
    <message>
        <source>difference {difference}</source>
        <translation>差值 {difference}</translation>
    </message>
    <message>
        <source>{n} channels; zoom in for single ones</source>
        <translation>{n} 个通道；放大可查看单个通道</translation>
    </message>
    <message>
        <source>{letter}: {low} to {high}, mean {mean}</source>
        <translation>{letter}：{low} 到 {high}，平均 {mean}</translation>
    </message>
    <message>
        <source>differences {low} to {high}, mean {mean}</source>
        <translation>差值 {low} 到 {high}，平均 {mean}</translation>
    </message>
    <message>
        <source>differences {low} to {high}: {count} of {n}</source>
        <translation>差值 {low} 到 {high}：{n} 个中有 {count} 个</translation>
    </message>
    <message>
        <source>similarity {value}</source>
        <translation>相似度 {value}</translation>
    </message>
    <message>
        <source>similarity ≥ {value}</source>
        <translation>相似度 ≥ {value}</translation>
    </message>
    <message>
        <source>similarity {low} to {high}</source>
        <translation>相似度 {low} 到 {high}</translation>
    </message>
    <message>
        <source>mean |difference| {value}</source>
        <translation>|差值| 的平均 {value}</translation>
    </message>
    <message>
        <source>{letter}, {name}: mean {mean}, similarity to {shown} {value}</source>
        <translation>{letter}，{name}：平均 {mean}，与 {shown} 的相似度 {value}</translation>
    </message>
    <message>
        <source>bars: gate minus {name}, from {low} to {high}, mean size {mean}</source>
        <translation>柱：门控值减{name}，从 {low} 到 {high}，平均大小 {mean}</translation>
    </message>
    <message>
        <source>{name}: similarity</source>
        <translation>{name}：相似度</translation>
    </message>
    <message>
        <source>Their gates are the same in every block</source>
        <translation>它们在每个模块中的门控值都相同</translation>
    </message>
    <message>
        <source>Similarity of two images in a block = 1 − mean of |gate − gate| over its channels. 1: all gates are the same; 0: each is 0 in one image and 1 in the other.</source>
        <translation>两张图像在一个模块中的相似度 = 1 − 各通道 |门控值 − 门控值| 的平均。1：所有门控值都相同；0：每个门控值在一张图像中为 0，在另一张中为 1。</translation>
    </message>
    <message>
        <source>A dip says that the gates differ there, not that the block matters more for the answer: only a test of the effect measures that.</source>
        <translation>低谷说明那里的门控值不同，不说明该模块对预测更重要：只有测试其影响才能衡量。</translation>
    </message>
    <message>
        <source>similarity = 1 − mean |gate difference|</source>
        <translation>相似度 = 1 − |门控值差| 的平均</translation>
    </message>
    <message>
        <source>bar: gate of {shown} minus gate of {other}; up: more open in {shown}</source>
        <translation>柱：{shown} 的门控值减 {other} 的门控值；向上：在 {shown} 中开得更大</translation>
    </message>
    <message>
        <source>base {shown}; bar: {first}; marks: {others}; up: more open in {shown}</source>
        <translation>基准 {shown}；柱：{first}；标记：{others}；向上：在 {shown} 中开得更大</translation>
    </message>
    <message>
        <source>bar: gate in {shown}; marks: gates in {others}</source>
        <translation>柱：{shown} 中的门控值；标记：{others} 中的门控值</translation>
    </message>
    <message>
        <source>{name}: block {index} of stage {stage}. The paper calls the stage conv{stage}_x; in code it is layer{layer}, and this block {module}, counted from 0.</source>
        <translation>{name}：阶段 {stage} 的模块 {index}。论文称该阶段为 conv{stage}_x；代码中为 layer{layer}，此模块为 {module}，从 0 开始计数。</translation>
    </message>
    <message>
        <source>{name}: block {index} of stage {stage}. A stage is a size of the maps here, counted so that the last is 5. In code: {module}.</source>
        <translation>{name}：阶段 {stage} 的模块 {index}。这里的阶段指特征图的一种尺寸，编号使最后一个阶段为 5。代码中：{module}。</translation>
    </message>
    <message>
        <source>{channels} channels, each a map of {height}×{width} cells with a gate.</source>
        <translation>{channels} 个通道，每个是 {height}×{width} 格的特征图，各有一个门控值。</translation>
    </message>
    <message>
        <source>{channels} channels, each a map with a gate.</source>
        <translation>{channels} 个通道，每个是一张特征图，各有一个门控值。</translation>
    </message>
    <message>
        <source>Squeeze: one number a channel, the mean of its map. Excitation: two projections turn all these numbers into one gate a channel, from 0 to 1, which scales the whole map.</source>
        <translation>挤压：每个通道得到一个数，即其特征图的平均值。激励：两个投影把所有这些数变为每个通道一个门控值，介于 0 和 1 之间，用来缩放整张特征图。</translation>
    </message>
    <message>
        <source>Gate 0 silences what this block adds; the shortcut still carries the channel.</source>
        <translation>门控值为 0 时，该模块不添加任何内容；捷径连接仍然传递这个通道。</translation>
    </message>
    <message>
        <source>A stage is a run of blocks whose maps have one size. Later stages have smaller maps and usually more channels. A channel means nothing in another stage.</source>
        <translation>阶段是特征图尺寸相同的一串模块。越靠后的阶段，特征图越小，通道通常越多。同一编号的通道在其他阶段没有相同的含义。</translation>
    </message>
    <message>
        <source>One bar a block, early to late: the mean over its channels of |gate − reference|. It shows where in the network this picture departs from what it is compared with.</source>
        <translation>每个模块一条柱，从前到后：|门控值 − 参照| 在其各通道上的平均值。它显示这张图像在网络的哪里偏离参照。</translation>
    </message>
    <message>
        <source>A tall bar says that the gates differ there, not that the block matters more for the answer: only a test of the effect measures that.</source>
        <translation>柱高说明那里的门控值不同，不说明该模块对预测更重要：只有测试其影响才能衡量。</translation>
    </message>
    <message>
        <source>One bar a block, early to late: the mean of its gates in this picture, from 0 to 1.</source>
        <translation>每个模块一条柱，从前到后：它的门控值在这张图像中的平均，从 0 到 1。</translation>
    </message>
    <message>
        <source>Blocks are not compared with each other by it: what tells something is how a gate differs from the same gate in other pictures.</source>
        <translation>不能用它来比较不同的模块：有意义的是一个门控值与其他图像中同一个门控值的差异。</translation>
    </message>
    <message>
        <source>A gate is what a squeeze-and-excitation block multiplies a channel by in this picture. The tick on a bar is the reference&apos;s gate of the same channel.</source>
        <translation>门控值是 SE 模块在这张图像中给通道乘上的数。柱上的刻线是参照在同一通道上的门控值。</translation>
    </message>
    <message>
        <source>Compare one channel across pictures, not bars across channels: 0.2 on a strong channel can pass more than 0.9 on a weak one.</source>
        <translation>请在不同图像之间比较同一个通道，不要比较不同通道的柱：强通道上的 0.2 传递的可能比弱通道上的 0.9 更多。</translation>
    </message>
    <message>
        <source>A gate says how much, never where.</source>
        <translation>门控值只说明“多少”，从不说明“在哪里”。</translation>
    </message>
    <message>
        <source>Over this block&apos;s channels, of this picture alone: the mean and the standard deviation of the gates, and how many are nearly closed or wide open. Only many pictures tell whether a channel is always so.</source>
        <translation>只针对这张图像，统计此模块的各个通道：门控值的平均值和标准差，以及有多少接近关闭或接近全开。通道是否总是如此，要看许多图像才知道。</translation>
    </message>
    <message>
        <source>The most probable of the {n} classes that this network knows, by its own softmax: over all classes the shares sum to 100 %. What is none of them still gets a name.</source>
        <translation>在此网络所知的 {n} 个类别中概率最高的几个，按它自己的 softmax：所有类别的占比之和为 100 %。即使图像不属于其中任何一类，也仍会得到一个名称。</translation>
    </message>
    <message>
        <source>%1st</source>
        <translation>第 %1</translation>
    </message>
    <message>
        <source>{difference}, {rank}</source>
        <translation>{difference}，{rank}</translation>
    </message>
    <message>
        <source>{letters} {value}, {rank}</source>
        <translation>{letters} {value}，{rank}</translation>
    </message>
    <message>
        <source>{pair} shifted or flipped {value}</source>
        <translation>{pair} 平移或翻转 {value}</translation>
    </message>
    <message>
        <source>Clearly apart at {first} and {last} alone</source>
        <translation>只在 {first} 和 {last} 明显不同</translation>
    </message>
    <message>
        <source>Clearly apart in {n} of {blocks} blocks, first {first}, last {last}</source>
        <translation>{blocks} 个模块中有 {n} 个明显不同，最早 {first}，最后 {last}</translation>
    </message>
    <message>
        <source>More alike up to {before}, clearly apart from {first} on</source>
        <translation>到 {before} 为止较相似，从 {first} 起明显不同</translation>
    </message>
    <message>
        <source>Clearly apart from the first block, {first}, to the last</source>
        <translation>从第一个模块 {first} 到最后一个都明显不同</translation>
    </message>
    <message>
        <source>Clearly apart up to {last}, more alike from {after} on</source>
        <translation>到 {last} 为止明显不同，从 {after} 起较相似</translation>
    </message>
    <message>
        <source>Clearly apart from {first} to {last}, more alike before and after</source>
        <translation>从 {first} 到 {last} 明显不同，前后较相似</translation>
    </message>
    <message>
        <source>from {others} at {block}</source>
        <translation>与 {others} 在 {block}</translation>
    </message>
    <message>
        <source>{shown} is first clearly apart {groups}</source>
        <translation>{shown} 最早明显不同：{groups}</translation>
    </message>
    <message>
        <source>alike throughout to {others}</source>
        <translation>与 {others} 处处相似</translation>
    </message>
    <message>
        <source>{shown} is alike throughout to {others}</source>
        <translation>{shown} 与 {others} 处处相似</translation>
    </message>
    <message>
        <source>least alike: {pair} at {block} ({low})</source>
        <translation>最不相似：{pair} 在 {block}（{low}）</translation>
    </message>
    <message>
        <source>Clearly apart: the difference is beyond the noise, at least half of the largest such difference, and {clear} or more. More alike: all other blocks.</source>
        <translation>明显不同：差异超出噪声，至少是此类最大差异的一半，并且不小于 {clear}。较相似：其余所有模块。</translation>
    </message>
    <message>
        <source>Noise: what a one-pixel shift or a flip of {shown}, the image on show, changes; that of other images is not measured. In the shaded band (and hollow) a difference is no larger. Where the noise is not known (yet), every difference counts.</source>
        <translation>噪声：所示图像 {shown} 平移一个像素或翻转所带来的变化；其他图像的噪声没有测量。在灰色带中（空心）的差异不超过它。噪声（尚）未知时，每个差异都算数。</translation>
    </message>
    <message>
        <source>hollow: below the noise</source>
        <translation>空心：低于噪声</translation>
    </message>
    <message>
        <source>noise of a slight shift or flip</source>
        <translation>轻微平移或翻转的噪声</translation>
    </message>
    <message>
        <source>hollow: below it</source>
        <translation>空心：低于噪声</translation>
    </message>
    <message>
        <source>%1nd</source>
        <translation>第 %1</translation>
    </message>
    <message>
        <source>%1rd</source>
        <translation>第 %1</translation>
    </message>
    <message>
        <source>%1th</source>
        <translation>第 %1</translation>
    </message>
    <message>
        <source>{rank} highest of {n}</source>
        <translation>由高到低{rank}（共 {n} 个）</translation>
    </message>
    <message>
        <source>the highest of {n}, as {equal} others</source>
        <translation>{n} 个中最高，另有 {equal} 个相同</translation>
    </message>
    <message>
        <source>the highest of {n}</source>
        <translation>{n} 个中最高</translation>
    </message>
    <message>
        <source>the most opened of {n}</source>
        <translation>开得更大的排首位（共 {n} 个）</translation>
    </message>
    <message>
        <source>the most closed of {n}</source>
        <translation>关得更小的排首位（共 {n} 个）</translation>
    </message>
    <message>
        <source>{rank} most opened of {n}</source>
        <translation>开得更大的排{rank}（共 {n} 个）</translation>
    </message>
    <message>
        <source>{rank} most closed of {n}</source>
        <translation>关得更小的排{rank}（共 {n} 个）</translation>
    </message>
    <message>
        <source>the most alike of {n}</source>
        <translation>{n} 个中最相似</translation>
    </message>
    <message>
        <source>the least alike of {n}</source>
        <translation>{n} 个中最不相似</translation>
    </message>
    <message>
        <source>{rank} most alike of {n}</source>
        <translation>由相似到不同{rank}（共 {n} 个）</translation>
    </message>
    <message>
        <source>the largest of {n}</source>
        <translation>{n} 个中最大</translation>
    </message>
    <message>
        <source>{rank} largest of {n}</source>
        <translation>由大到小{rank}（共 {n} 个）</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>channel %1, gate %2</source>
        <translation>通道 %1，门控值 %2</translation>
    </message>
    <message>
        <source>channel %1, gate %2, %3 %4</source>
        <translation>通道 %1，门控值 %2，%3 %4</translation>
    </message>
    <message>
        <source>unusually open, %1 of %2</source>
        <translation>开得异常大，排%1（共 %2 个）</translation>
    </message>
    <message>
        <source>unusually closed, %1 of %2</source>
        <translation>关得异常紧，排%1（共 %2 个）</translation>
    </message>
    <message>
        <source>as open as %1; %2</source>
        <translation>与%1一样；%2</translation>
    </message>
    <message>
        <source>%1; paler: below the noise</source>
        <translation>%1；较浅：低于噪声</translation>
    </message>
    <message>
        <source>darker: to the mean, paler: to the lowest and the highest of the channels that share a pixel column</source>
        <translation>较深：到平均值，较浅：到共用一个像素列的通道中的最低和最高值</translation>
    </message>
    <message>
        <source>darker: up to the mean, paler: up to the highest of the channels that share a pixel column</source>
        <translation>较深：到平均值，较浅：到共用一个像素列的通道中的最高值</translation>
    </message>
    <message>
        <source>channel number; paler: below the noise</source>
        <translation>通道编号；较浅：低于噪声</translation>
    </message>
    <message>
        <source>channels, highest gate first; paler: below the noise</source>
        <translation>通道，门控值最高的在前；较浅：低于噪声</translation>
    </message>
    <message>
        <source>channels, most unusual first; paler: below the noise</source>
        <translation>通道，最异常的在前；较浅：低于噪声</translation>
    </message>
    <message>
        <source>%1: %2 from %3, %4</source>
        <translation>%1：与%3相差 %2，%4</translation>
    </message>
    <message>
        <source>%1 above %2; %3</source>
        <translation>比%2高 %1；%3</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>within the noise: {noisy}</source>
        <translation>在噪声之内：{noisy}</translation>
    </message>
    <message>
        <source>Alike throughout, but for the noise of a slight shift or less than {clear}</source>
        <translation>除轻微平移的噪声或小于 {clear} 的差异外，处处相似</translation>
    </message>
    <message>
        <source>Clearly apart at {least} alone ({low})</source>
        <translation>只在 {least} 明显不同（{low}）</translation>
    </message>
    <message>
        <source>Clearly apart from {first} to {last}</source>
        <translation>从 {first} 到 {last} 明显不同</translation>
    </message>
    <message>
        <source>most alike at {most} ({high})</source>
        <translation>最相似处 {most}（{high}）</translation>
    </message>
    <message>
        <source>least alike beyond the noise at {least} ({low})</source>
        <translation>超出噪声的最不相似处 {least}（{low}）</translation>
    </message>
    <message>
        <source>least alike at {least} ({low})</source>
        <translation>最不相似处 {least}（{low}）</translation>
    </message>
    <message>
        <source>least alike beyond the noise: {pair} at {block} ({low})</source>
        <translation>超出噪声的最不相似：{pair} 在 {block}（{low}）</translation>
    </message>
    <message>
        <source>%1 below %2; %3</source>
        <translation>比%2低 %1；%3</translation>
    </message>
    <message>
        <source>channels %1–%2, gates %3 to %4</source>
        <translation>通道 %1–%2，门控值 %3 到 %4</translation>
    </message>
    <message>
        <source>mean %1; zoom in for single channels</source>
        <translation>平均 %1；放大可查看单个通道</translation>
    </message>
    <message>
        <source>%1 to %2 of %3, gates %4 to %5</source>
        <translation>%1 到%2（共 %3 个），门控值 %4 到 %5</translation>
    </message>
    <message>
        <source>%1 channels, gates %2 to %3</source>
        <translation>%1 个通道，门控值 %2 到 %3</translation>
    </message>
    <message>
        <source>below the noise: a one-pixel shift or a flip of the picture does as much</source>
        <translation>低于噪声：图像平移一个像素或翻转也会带来同样大的变化</translation>
    </message>
    <message>
        <source>below the noise: a one-pixel shift or a flip changes it by up to %1</source>
        <translation>低于噪声：平移一个像素或翻转最多会使它变化 %1</translation>
    </message>
    <message>
        <source>gates %1 to %2: %3 of %4</source>
        <translation>门控值 %1 到 %2：%4 个中有 %3 个</translation>
    </message>
    <message>
        <source>all channels</source>
        <translation>所有通道</translation>
    </message>
    <message>
        <source>%1 highest</source>
        <translation>最高的 %1 个</translation>
    </message>
    <message>
        <source>%1 lowest</source>
        <translation>最低的 %1 个</translation>
    </message>
    <message>
        <source>%1 most unusual</source>
        <translation>最不寻常的 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 个中%1</translation>
    </message>
    <message>
        <source>%1 of %2, equal ones by number</source>
        <translation>%2 个中%1，相等的按编号</translation>
    </message>
    <message>
        <source>narrow bars: ticks appear on zooming in</source>
        <translation>柱条较窄：放大后显示刻线</translation>
    </message>
    <message>
        <source>%1 % wide open: nearly saturated</source>
        <translation>%1 % 接近全开：接近饱和</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>平均 %1</translation>
    </message>
    <message>
        <source>%1 gates, mean %2, from %3 to %4, nearly closed: %5, wide open: %6</source>
        <translation>%1 个门控值，平均 %2，从 %3 到 %4，接近关闭：%5，接近全开：%6</translation>
    </message>
    <message>
        <source>; %1: mean %2</source>
        <translation>；%1：平均 %2</translation>
    </message>
    <message>
        <source>channels, highest gate first</source>
        <translation>通道，门控值最高的在前</translation>
    </message>
    <message>
        <source>channels, most unusual first</source>
        <translation>通道，最不寻常的在前</translation>
    </message>
    <message>
        <source>channel number (order has no meaning)</source>
        <translation>通道编号（顺序没有意义）</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>阶段 %1</translation>
    </message>
    <message>
        <source>conv%1_x in the paper, layer%2 in code</source>
        <translation>论文中为 conv%1_x，代码中为 layer%2</translation>
    </message>
    <message>
        <source>%1 channels, a gate each</source>
        <translation>%1 个通道，各有一个门控值</translation>
    </message>
    <message>
        <source>1 block</source>
        <translation>1 个模块</translation>
    </message>
    <message>
        <source>%1 blocks</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>%1: mean gate %2</source>
        <translation>%1：平均门控值 %2</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>通道 %1</translation>
    </message>
    <message>
        <source>channel %1, gate %2, %3 from %4</source>
        <translation>通道 %1，门控值 %2，与 %4 相差 %3</translation>
    </message>
    <message>
        <source>channel %1, gate %2, %3 from %4, below the noise</source>
        <translation>通道 %1，门控值 %2，与 %4 相差 %3，低于噪声</translation>
    </message>
    <message>
        <source>%1×%2 cells, from %3 to %4, mean %5, largest in row %6, column %7</source>
        <translation>%1×%2 格，从 %3 到 %4，平均 %5，最大值在第 %6 行第 %7 列</translation>
    </message>
    <message>
        <source>row %1, column %2</source>
        <translation>第 %1 行，第 %2 列</translation>
    </message>
    <message>
        <source>before %1, after %2</source>
        <translation>之前 %1，之后 %2</translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>{name} is not on the list, or has no gates yet: the tour (help menu) adds it.</source>
        <translation>{name} 不在列表中，或还没有门控值：导览（帮助菜单）会添加它。</translation>
    </message>
    <message>
        <source>The gate (excitation weight) of one channel for one picture: the number from 0 to 1 that the block multiplies the channel&apos;s map by.</source>
        <translation>一个通道对一张图像的门控值（激励权重）：模块给该通道的特征图乘上的 0 到 1 之间的数。</translation>
    </message>
    <message>
        <source>At 0 the block adds nothing; the shortcut still carries it.</source>
        <translation>为 0 时，该模块不添加任何内容；捷径连接仍然传递这个通道。</translation>
    </message>
    <message>
        <source>Channel 0 of {block} for the cat: {gate}.</source>
        <translation>对这张猫的照片，{block} 的通道 0：{gate}。</translation>
    </message>
    <message>
        <source>What is one bar?</source>
        <translation>一条柱是什么？</translation>
    </message>
    <message>
        <source>The caption beside “Gates”, and the read-out of each bar.</source>
        <translation>“门控”旁的说明，以及每条柱的读数。</translation>
    </message>
    <message>
        <source>Why does a block have so many bars?</source>
        <translation>为什么一个模块有这么多条柱？</translation>
    </message>
    <message>
        <source>No network is loaded yet.</source>
        <translation>还没有加载网络。</translation>
    </message>
    <message>
        <source>Why {n} bars in {block}, and {m} in a block of stage {stage}?</source>
        <translation>为什么 {block} 中有 {n} 条柱，而阶段 {stage} 的模块中有 {m} 条？</translation>
    </message>
    <message>
        <source>The line beside each stage&apos;s heading: “… channels, a gate each”.</source>
        <translation>每个阶段标题旁的一行：“… 个通道，各有一个门控值”。</translation>
    </message>
    <message>
        <source>Which channel of {block} is most unusually open for the cat, by how much?</source>
        <translation>对这张猫的照片，{block} 的哪个通道打开得最不寻常？与平均相差多少？</translation>
    </message>
    <message>
        <source>Click the cat, and {block} in the depth strip: the first line below “more open” in the middle column.</source>
        <translation>点击猫，再点击深度条中的 {block}：中间一栏“开得更大”下的第一行。</translation>
    </message>
    <message>
        <source>“Highest first” ({order}), and point at the first bar; the table of all channels ({table}) has the rank by height.</source>
        <translation>“从高到低”（{order}），再指向第一条柱；全部通道的表（{table}）中有按高低的名次。</translation>
    </message>
    <message>
        <source>Select both (Ctrl+click): the sentence beside “Depth”, the lowest point of the line below it, and the last columns of the table ({key}).</source>
        <translation>同时选中两张（Ctrl+点击）：“深度”旁的句子、其下折线的最低点，以及表（{key}）的最后几列。</translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
    <message>
        <source>Click the cat: the table of statistics ({key}), column “above 0.9”.</source>
        <translation>点击猫：统计表（{key}）的“大于 0.9”一列。</translation>
    </message>
    <message>
        <source>The list of classes ({key}): type {name}.</source>
        <translation>类别列表（{key}）：输入 {name}。</translation>
    </message>
    <message>
        <source>A bar for each channel: {block} has {n} channels, a gate each, and the last block, {last}, has {m}. How many is the network&apos;s design: later stages have smaller maps and usually more channels.</source>
        <translation>每个通道一条柱：{block} 有 {n} 个通道，各有一个门控值，最后一个模块 {last} 有 {m} 个。有多少取决于网络的设计：越靠后的阶段，特征图越小，通道通常越多。</translation>
    </message>
    <message>
        <source>Here a map has {a}×{b} cells in {block} and {c}×{d} in {last}.</source>
        <translation>这里，{block} 的特征图为 {a}×{b} 格，{last} 的为 {c}×{d} 格。</translation>
    </message>
    <message>
        <source>There is no average picture to compare with yet.</source>
        <translation>还没有可作为参照的平均图像。</translation>
    </message>
    <message>
        <source>Channel {n}: gate {gate}, average {average}, so {difference}.</source>
        <translation>通道 {n}：门控值 {gate}，平均 {average}，因此相差 {difference}。</translation>
    </message>
    <message>
        <source>Is it also the highest?</source>
        <translation>它也是最高的吗？</translation>
    </message>
    <message>
        <source>Where do the cat and the espresso differ most?</source>
        <translation>猫和浓缩咖啡的照片在哪里差异最大？</translation>
    </message>
    <message>
        <source>Their gates cannot be compared.</source>
        <translation>它们的门控值无法比较。</translation>
    </message>
    <message>
        <source>How many gates of {block} exceed {limit} for the cat?</source>
        <translation>对这张猫的照片，{block} 有多少门控值超过 {limit}？</translation>
    </message>
    <message>
        <source>{n} of {total} in this picture. One picture alone does not say that they always do.</source>
        <translation>这张图像中 {total} 个里有 {n} 个。单凭一张图像不能说明总是如此。</translation>
    </message>
    <message>
        <source>Can the network answer “{name}”?</source>
        <translation>网络会回答“{name}”吗？</translation>
    </message>
    <message>
        <source>The names of its classes are not known.</source>
        <translation>不知道它的类别名称。</translation>
    </message>
    <message>
        <source>Yes: {names}.</source>
        <translation>会：{names}。</translation>
    </message>
    <message>
        <source>No. It has {n} names, and whatever a picture shows, it gets one of those.</source>
        <translation>不会。它有 {n} 个名称，无论图像上有什么，都会得到其中一个。</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Loaded by</source>
        <translation>加载来源</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>SE blocks</source>
        <translation>SE 模块</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行设备</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Untrained: its weights are random, so its answers mean nothing.</source>
        <translation>未训练：权重是随机的，因此预测结果没有意义。</translation>
    </message>
    <message>
        <source>All gates near 0.5: is this network trained?</source>
        <translation>所有门控值都接近 0.5：这个网络训练过吗？</translation>
    </message>
    <message>
        <source>{blocks} with {gates} gates</source>
        <translation>{blocks} 个，共 {gates} 个门控值</translation>
    </message>
    <message>
        <source>Names and shapes</source>
        <translation>名称和形状</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>已采用</translation>
    </message>
    <message>
        <source>{matched} of {expected} tensors</source>
        <translation>{matched} 个张量，共 {expected} 个</translation>
    </message>
    <message>
        <source>Missing in the file</source>
        <translation>文件中缺少</translation>
    </message>
    <message>
        <source>Left over in the file</source>
        <translation>文件中多余</translation>
    </message>
    <message>
        <source>{n} tensors are not in the file: these parts keep random weights.</source>
        <translation>文件中缺少 {n} 个张量：这些部分保留随机权重。</translation>
    </message>
    <message>
        <source>How the file fits</source>
        <translation>文件的匹配情况</translation>
    </message>
    <message>
        <source>These networks have the same tensors too, and may compute something else with them: {names}. If the file is of one of them, choose “Name its code …” and enter its name.</source>
        <translation>这些网络也有相同的张量，但计算的内容可能不同：{names}。如果文件属于其中之一，请选择“指定代码…”并输入它的名称。</translation>
    </message>
    <message>
        <source>{n}: {names} and {more} more</source>
        <translation>{n}：{names} 等（另有 {more} 个）</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>shorter side to {n} pixels, {how}</source>
        <translation>短边缩放到 {n} 像素，{how}</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>the central {n}×{n} pixels</source>
        <translation>中央 {n}×{n} 像素</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>preprocessing guessed: shorter side to {resize}, centre {crop}×{crop}, {how}</source>
        <translation>预处理为推测：短边 {resize}，中央 {crop}×{crop}，{how}</translation>
    </message>
    <message>
        <source>shorter side to {resize}, centre {crop}×{crop}, {how}</source>
        <translation>短边 {resize}，中央 {crop}×{crop}，{how}</translation>
    </message>
    <message>
        <source>Guessed: the network does not say how it was trained to see pictures. If this is wrong, its answers and gates are too. A JSON file beside the weights can state it.</source>
        <translation>推测：网络没有说明训练时如何处理图像。如果推测有误，预测和门控值也会有误。可以在权重旁放一个 JSON 文件来说明。</translation>
    </message>
    <message>
        <source>Gate 0 silences what a block adds; the shortcut still carries the channel.</source>
        <translation>门控值为 0 时，该模块不添加任何内容；捷径连接仍然传递这个通道。</translation>
    </message>
    <message>
        <source>Gate 0 shuts a channel off: no shortcut carries it past the block.</source>
        <translation>门控值为 0 时通道被关断：没有捷径连接让它绕过该模块。</translation>
    </message>
    <message>
        <source>Load at least {n} pictures to see which gates are dead or saturated over them.</source>
        <translation>请至少载入 {n} 张图像，以查看哪些门控在这些图像上是死的（始终关闭）或饱和的。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>代码模块</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>死通道</translation>
    </message>
    <message>
        <source>Saturated</source>
        <translation>饱和通道</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>门控值</translation>
    </message>
    <message>
        <source>Dead channels</source>
        <translation>死通道</translation>
    </message>
    <message>
        <source>Saturated channels</source>
        <translation>饱和通道</translation>
    </message>
    <message>
        <source>Dead and saturated channels</source>
        <translation>死通道和饱和通道</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} 等（另有 {more} 个）</translation>
    </message>
    <message>
        <source>Over {n} pictures none of the {gates} gates is dead (always below 0.05) or saturated (always above 0.95).</source>
        <translation>在 {n} 张图像上，{gates} 个门控中没有一个是死的（始终低于 0.05）或饱和的（始终高于 0.95）。</translation>
    </message>
    <message>
        <source>Over {n} pictures {dead} of {gates} gates are dead (always below 0.05) and {saturated} saturated (always above 0.95). Over other pictures they may move.</source>
        <translation>在 {n} 张图像上，{gates} 个门控中有 {dead} 个是死的（始终低于 0.05），{saturated} 个是饱和的（始终高于 0.95）。在其他图像上它们可能会变化。</translation>
    </message>
</context>
<context>
    <name>summary</name>
    <message>
        <source>{name}, input {size}</source>
        <translation>{name}，输入 {size}</translation>
    </message>
    <message>
        <source>{name} has no SE blocks.</source>
        <translation>{name} 没有 SE 模块。</translation>
    </message>
    <message>
        <source>Its SE block holds {p} of {all_p} parameters ({p_share}) and takes {m} of {all_m} multiply-adds ({m_share}).</source>
        <translation>全部 {all_p} 个参数中，SE 模块占 {p} 个（{p_share}）；全部 {all_m} 次乘加运算中，SE 模块占 {m} 次（{m_share}）。</translation>
    </message>
    <message>
        <source>Its {n} SE blocks hold {p} of {all_p} parameters ({p_share}) and take {m} of {all_m} multiply-adds ({m_share}).</source>
        <translation>全部 {all_p} 个参数中，{n} 个 SE 模块占 {p} 个（{p_share}）；全部 {all_m} 次乘加运算中，SE 模块占 {m} 次（{m_share}）。</translation>
    </message>
    <message>
        <source>{change} parameters</source>
        <translation>参数{change}</translation>
    </message>
    <message>
        <source>{change} multiply-adds</source>
        <translation>乘加运算{change}</translation>
    </message>
    <message>
        <source>Compared with {other}: {parts}.</source>
        <translation>与 {other} 相比：{parts}。</translation>
    </message>
    <message>
        <source> and </source>
        <translation>，</translation>
    </message>
    <message>
        <source>as many</source>
        <translation>一样多</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>多 {n}</translation>
    </message>
    <message>
        <source>{n} fewer</source>
        <translation>少 {n}</translation>
    </message>
    <message>
        <source>Multiply-adds are counted as torchinfo counts them, for one pass over one image.</source>
        <translation>乘加运算的计数方法与 torchinfo 相同，按一张图像的一次前向传播计算。</translation>
    </message>
    <message>
        <source>Not in them: the squeeze&apos;s {n} additions and the scale&apos;s {n} multiplications.</source>
        <translation>不包括挤压的 {n} 次加法和缩放的 {n} 次乘法。</translation>
    </message>
    <message>
        <source>Nor {n} that functions do outside of layers.</source>
        <translation>也不包括各层之外的函数所做的 {n} 次。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>… in SE blocks</source>
        <translation>…SE 模块中</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加运算</translation>
    </message>
    <message>
        <source>SE blocks</source>
        <translation>SE 模块</translation>
    </message>
    <message>
        <source>Memory of the input</source>
        <translation>输入占用的内存</translation>
    </message>
    <message>
        <source>… of outputs, forward and backward</source>
        <translation>…输出，前向和反向</translation>
    </message>
    <message>
        <source>… of parameters</source>
        <translation>…参数</translation>
    </message>
    <message>
        <source>… together</source>
        <translation>…合计</translation>
    </message>
    <message>
        <source>classifier</source>
        <translation>分类器</translation>
    </message>
    <message>
        <source>stage 1 (stem)</source>
        <translation>阶段 1（stem）</translation>
    </message>
    <message>
        <source>stage {n}</source>
        <translation>阶段 {n}</translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>Point at a bar</source>
        <translation>指向一条柱</translation>
    </message>
    <message>
        <source>One bar is one channel&apos;s gate. Rest the mouse on one.</source>
        <translation>一条柱是一个通道的门控值。请把鼠标停在一条柱上。</translation>
    </message>
    <message>
        <source>Click it</source>
        <translation>点击它</translation>
    </message>
    <message>
        <source>Its card opens: the squeeze (the mean of the channel&apos;s map), the gate that the block made of all squeezes, and the map before and after it.</source>
        <translation>它的卡片会打开：挤压值（该通道特征图的平均值）、模块由所有挤压值得出的门控值，以及门控前后的特征图。</translation>
    </message>
    <message>
        <source>The map is not there; the card says why.</source>
        <translation>没有特征图；卡片上说明了原因。</translation>
    </message>
    <message>
        <source>The engine looks into the channel …</source>
        <translation>正在查看该通道…</translation>
    </message>
    <message>
        <source>Squeeze {squeeze}, gate {gate}: every cell of the map is multiplied by {gate}. A gate says how much, never where.</source>
        <translation>挤压值 {squeeze}，门控值 {gate}：特征图的每一格都乘以 {gate}。门控值只说明“多少”，从不说明“在哪里”。</translation>
    </message>
    <message>
        <source>The same bars, another photo</source>
        <translation>同样的柱，另一张照片</translation>
    </message>
    <message>
        <source>Every gate is another one now.</source>
        <translation>现在每个门控值都不同了。</translation>
    </message>
    <message>
        <source>Where it departs</source>
        <translation>在哪里有所不同</translation>
    </message>
    <message>
        <source>The depth strip: one bar a block, early to late. With an average to compare with it shows where a picture departs from that; without one, the mean gates.</source>
        <translation>深度条：每个模块一条柱，从前到后。有平均作为参照时，它显示图像在哪里偏离平均；没有时，显示平均门控值。</translation>
    </message>
    <message>
        <source>{block}, with {value}. That says that gates differ there, not that the block matters more for the answer.</source>
        <translation>{block}，为 {value}。这说明那里的门控值不同，不说明该模块对预测更重要。</translation>
    </message>
    <message>
        <source>Highest first</source>
        <translation>最高的在前</translation>
    </message>
    <message>
        <source>Most unusual first</source>
        <translation>最不寻常的在前</translation>
    </message>
    <message>
        <source>The third order puts first what differs most from the average. This network has none yet: with 20 pictures on the list there is one.</source>
        <translation>第三种顺序让与平均相差最大的在前。这个网络还没有平均：列表中有 20 张图像时就会有。</translation>
    </message>
    <message>
        <source>Where do the two differ?</source>
        <translation>两者在哪里不同？</translation>
    </message>
    <message>
        <source>The gates of {name} are on their way …</source>
        <translation>{name} 的门控值即将到来…</translation>
    </message>
    <message>
        <source>“Gates verified”: in every block, input × these gates is its output.</source>
        <translation>“门控值已核验”：在每个模块中，输入 × 这些门控值就是它的输出。</translation>
    </message>
    <message>
        <source>“Gates verified”: in every block, input × these gates gave its output (largest error {error}).</source>
        <translation>“门控值已核验”：在每个模块中，输入 × 这些门控值得到了它的输出（最大误差 {error}）。</translation>
    </message>
    <message>
        <source>A network knows a fixed list of names. Open it here and type: giraffe.</source>
        <translation>网络只知道固定的一组名称。在这里打开并输入：giraffe。</translation>
    </message>
    <message>
        <source>The names of this network&apos;s classes are not known.</source>
        <translation>此网络的类别名称未知。</translation>
    </message>
    <message>
        <source>{n} names in all; the search says whether yours is among them. Whatever a picture shows, the answer is one of these.</source>
        <translation>共 {n} 个名称；搜索会说明您要的是否在其中。无论图像上有什么，回答都是其中之一。</translation>
    </message>
    <message>
        <source>{open} opens, {paste} pastes</source>
        <translation>{open} 打开，{paste} 粘贴</translation>
    </message>
    <message>
        <source>Put the highest gate of each block first.</source>
        <translation>把每个模块最高的门控值排在前面。</translation>
    </message>
    <message>
        <source>In {block} channels {leaders} lead.</source>
        <translation>在 {block} 中，通道 {leaders} 领先。</translation>
    </message>
    <message>
        <source>{both} of these {n} lead for the espresso too.</source>
        <translation>这 {n} 个中有 {both} 个对浓缩咖啡也领先。</translation>
    </message>
    <message>
        <source>{both} of these {n} lead for the cat too.</source>
        <translation>这 {n} 个中有 {both} 个对猫也领先。</translation>
    </message>
    <message>
        <source>What is high here may be high for every picture.</source>
        <translation>这里高的，可能对每张图像都高。</translation>
    </message>
    <message>
        <source>Now put first what differs most from {reference}.</source>
        <translation>现在把与{reference}差别最大的排在前面。</translation>
    </message>
    <message>
        <source>Now channels {leaders} lead; by height {both} of these {n} led too. They are what is particular to this picture. The middle column lists them: more open, more closed.</source>
        <translation>现在通道 {leaders} 领先；按高低，这 {n} 个中有 {both} 个也领先。它们是此图像的独特之处。中间一栏列出它们：开得更大、关得更小。</translation>
    </message>
    <message>
        <source>Yes: it is also the highest of the {n}.</source>
        <translation>是的：它也是 {n} 个中最高的。</translation>
    </message>
    <message>
        <source>No: it is number {rank} of {n} by height. The highest is channel {highest}, with {gate}.</source>
        <translation>不是：按高低它在 {n} 个中排第 {rank}。最高的是通道 {highest}，为 {gate}。</translation>
    </message>
    <message>
        <source>Which network?</source>
        <translation>用哪个网络？</translation>
    </message>
    <message>
        <source>{values}: {place}.</source>
        <translation>{values}：{place}。</translation>
    </message>
    <message>
        <source>{block} has {n} channels, and a bar for each: its gate, from 0 (the channel is shut off) to 1 (it passes unscaled).</source>
        <translation>{block} 有 {n} 个通道，每个一条柱：它的门控值，从 0（通道关闭）到 1（原样通过）。</translation>
    </message>
    <message>
        <source>{block} has {n} channels, and a bar for each: its gate, from 0 (the block adds nothing to the channel) to 1 (it passes unscaled).</source>
        <translation>{block} 有 {n} 个通道，每个一条柱：它的门控值，从 0（该模块不给通道添加任何内容）到 1（原样通过）。</translation>
    </message>
    <message>
        <source>The tick is that of {reference}.</source>
        <translation>刻线是{reference}的值。</translation>
    </message>
    <message>
        <source>Rest the mouse on the outlined bar.</source>
        <translation>把鼠标停在框出的柱上。</translation>
    </message>
    <message>
        <source>{key}, then {channel}</source>
        <translation>{key}，然后 {channel}</translation>
    </message>
    <message>
        <source>The outlined one is channel {n}.</source>
        <translation>框出的是通道 {n}。</translation>
    </message>
    <message>
        <source>{key}, then {channel} and Enter</source>
        <translation>{key}，然后 {channel} 和 Enter</translation>
    </message>
    <message>
        <source>The bars kept their places; their heights are another picture&apos;s.</source>
        <translation>各柱位置不变；高度已是另一张图像的。</translation>
    </message>
    <message>
        <source>Click the espresso, and watch the bar of channel {n}: one channel across pictures is the comparison that means something.</source>
        <translation>点击浓缩咖啡，注意通道 {n} 的柱：在不同图像间比较同一通道才有意义。</translation>
    </message>
    <message>
        <source>Others differ more.</source>
        <translation>其他通道差别更大。</translation>
    </message>
    <message>
        <source>Channel {n}: gate {was} for the cat, {now} for the espresso.</source>
        <translation>通道 {n}：门控值对猫为 {was}，对浓缩咖啡为 {now}。</translation>
    </message>
    <message>
        <source>Channel {n}: gate {was} for the cat, {now} for the espresso, {mean} on average.</source>
        <translation>通道 {n}：门控值对猫为 {was}，对浓缩咖啡为 {now}，平均为 {mean}。</translation>
    </message>
    <message>
        <source>The depth strip: one bar a block, early to late. Its height is the mean difference between this picture&apos;s gates and {reference}.</source>
        <translation>深度条：每个模块一条柱，从浅到深。高度是此图像的门控值与{reference}的平均差。</translation>
    </message>
    <message>
        <source>Click the tallest.</source>
        <translation>点击最高的一条。</translation>
    </message>
    <message>
        <source>The tallest is in focus already, so there is nothing to click.</source>
        <translation>最高的一条已在焦点中，无需点击。</translation>
    </message>
    <message>
        <source>{earlier} and {later}, from block to block</source>
        <translation>{earlier} 和 {later}，逐个模块移动</translation>
    </message>
    <message>
        <source>The line in the depth strip shows how alike the gates of both are, block by block: the lower, the further apart.</source>
        <translation>深度条中的折线逐个模块显示两者门控值有多相似：越低，差别越大。</translation>
    </message>
    <message>
        <source>Hold Ctrl and click the other photo, {name}: both are compared.</source>
        <translation>按住 Ctrl 并点击另一张照片 {name}：两张将被比较。</translation>
    </message>
    <message>
        <source>Shift+↑ or Shift+↓ in the list</source>
        <translation>在列表中按 Shift+↑ 或 Shift+↓</translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
    <message>
        <source>The tour is made for the small network that comes with the program. {network} is in use. It can stay: the tour reads whatever network is there, as far as that has an average to compare with.</source>
        <translation>导览是为程序自带的小网络设计的。当前使用的是 {network}。也可以保留它：只要有可作为参照的平均，导览就能读取任何网络。</translation>
    </message>
    <message>
        <source>Switch to it</source>
        <translation>切换到自带网络</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的网络</translation>
    </message>
    <message>
        <source>The network is still loading; the tour waits for it.</source>
        <translation>网络仍在加载；导览正在等待。</translation>
    </message>
    <message>
        <source>Click the cat</source>
        <translation>点击猫</translation>
    </message>
    <message>
        <source>The cat is on show already, so there is nothing to click.</source>
        <translation>猫已在显示，无需点击。</translation>
    </message>
    <message>
        <source>The tour reads sample photos. They are added to your list, and nothing is taken off it. The cat comes first.</source>
        <translation>导览使用示例照片。它们会添加到您的列表中，列表中原有的内容不会移除。先看猫。</translation>
    </message>
    <message>
        <source>It is on your list. The network then says what it sees, and how far it opened each of its channels for it.</source>
        <translation>它在您的列表中。网络随后会说出它看到了什么，以及为此把每个通道打开多少。</translation>
    </message>
    <message>
        <source>It opens the sample photos, the cat in front. A network then says what it sees, and how far it opened each of its channels for it.</source>
        <translation>这会打开示例照片，猫在最前。然后网络会说出它看到了什么，以及为此把每个通道打开了多少。</translation>
    </message>
    <message>
        <source>Add them</source>
        <translation>添加照片</translation>
    </message>
    <message>
        <source>What the network answers</source>
        <translation>网络的预测</translation>
    </message>
    <message>
        <source>Here stand the five most probable classes.</source>
        <translation>这里是概率最高的五个类别。</translation>
    </message>
    <message>
        <source>It says “{label}” with {share}: the most probable of its {n} classes. It may be wrong, and a thing outside its classes still gets one of their names.</source>
        <translation>它说“{label}”，概率为 {share}：是它的 {n} 个类别中概率最高的。它可能会错，而且不属于任何类别的东西也会得到其中一个名称。</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的内容</translation>
    </message>
    <message>
        <source>The inset shows the very pixels that the network sees.</source>
        <translation>小图显示的正是网络看到的像素。</translation>
    </message>
    <message>
        <source>The inset: the very {width}×{height} pixels that the network sees, cut from the photo of {wide}×{high}. Whatever it gets wrong, it judged from these.</source>
        <translation>小图：网络看到的正是这 {width}×{height} 个像素，取自 {wide}×{high} 的照片。无论它错在哪里，都是根据这些像素判断的。</translation>
    </message>
    <message>
        <source>Can it answer “giraffe”?</source>
        <translation>它会回答“giraffe”（长颈鹿）吗？</translation>
    </message>
    <message>
        <source>Now a photo of your own</source>
        <translation>现在试试您自己的照片</translation>
    </message>
    <message>
        <source>Drop one anywhere on the window, paste one, or open one here. Whatever it shows, the network gives it one of its names.</source>
        <translation>把照片拖到窗口的任何位置、粘贴，或在这里打开。无论照片上有什么，网络都会给它一个名称。</translation>
    </message>
    <message>
        <source>{name}: “{label}”, {share}.</source>
        <translation>{name}：“{label}”，{share}。</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>This step is about {wanted}, which is not on the list any more.</source>
        <translation>这一步要用到 {wanted}，但它已不在列表中。</translation>
    </message>
    <message>
        <source>This step is about {wanted}.</source>
        <translation>这一步要用到 {wanted}。</translation>
    </message>
    <message>
        <source>This step is about {wanted}; {name} is on show now.</source>
        <translation>这一步要用到 {wanted}；现在显示的是 {name}。</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>cut short</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation>文件已不在</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>不是图像</translation>
    </message>
    <message>
        <source>unsupported format</source>
        <translation>不支持的格式</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>stopped the engine</source>
        <translation>使计算进程停止</translation>
    </message>
    <message>
        <source>the average picture</source>
        <translation>平均图像</translation>
    </message>
    <message>
        <source>the average “{name}”</source>
        <translation>“{name}”的平均</translation>
    </message>
    <message>
        <source>{name}</source>
        <translation>“{name}”</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>tick: average over the {title}</source>
        <translation>刻线：{title}的平均</translation>
    </message>
    <message>
        <source>tick: average over the {count} loaded pictures</source>
        <translation>刻线：已载入的 {count} 张图像的平均</translation>
    </message>
    <message>
        <source>tick: average over the pictures of “{name}”</source>
        <translation>刻线：“{name}”类图像的平均</translation>
    </message>
    <message>
        <source>tick: the same image in {name}</source>
        <translation>刻线：同一图像在 {name} 中的值</translation>
    </message>
    <message>
        <source>tick: {name}</source>
        <translation>刻线：{name}</translation>
    </message>
</context>
</TS>
